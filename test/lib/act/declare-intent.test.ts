import { ListUserTagsCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { declareIntent } from '../../../lib/act/declare-intent.ts';
import { first, inactive, now, withKeys } from '../../tools/builders.ts';
import { listsKeys, listsTags, mockedTask, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const intent = 'access-key-sweeper:creating:sweep-1';
const Value = `${now.toISOString()} ${first}`;
const tagging = ['TagUser', { UserName: 'bob', Tags: [{ Key: intent, Value }] }];
const untagging = ['UntagUser', { UserName: 'bob', TagKeys: [intent] }];

describe('declaring the intent to create a key', () => {
  it.each([
    ['no other mark', {}],
    ['its own mark', { [intent]: Value }],
    ['its own mark in other case', { 'Access-Key-Sweeper:creating:SWEEP-1': Value }],
    ['a mark without a date', { 'access-key-sweeper:creating:x': 'soon' }],
  ])('given %s, the mark is set and returned', async (_, tags) => {
    const one = mockedTask(withKeys(65));
    listsTags(one, tags);
    await expect(declareIntent(one.task)).resolves.toBe(intent);
    expect(sentTo(one.iamWrite)).toEqual([tagging]);
  });

  it.each<[given: string, note: string, meddle: (task: ReturnType<typeof mockedTask>) => void]>([
    ['another sweep marked its intent', 'creating:other', (one) => listsTags(one, { 'access-key-sweeper:creating:other': Value })],
    ['a key appeared', 'the keys of the user changed', (one) => listsKeys(one, withKeys(65, 0).keys)],
    ['the key is gone', 'the keys of the user changed', (one) => listsKeys(one, [])],
    ['the key was deactivated', 'the keys of the user changed', (one) => listsKeys(one, withKeys(inactive(65)).keys)],
    ['the secret lost its tag', 'is not ours', (one) => showsSecret(one, {}, { Tags: [] })],
    ['the secret was scheduled for deletion', 'is scheduled for deletion', (one) => showsSecret(one, {}, { DeletedDate: now })],
  ])('given %s after the decision, it is deferred and the mark removed', async (_, note, meddle) => {
    const one = mockedTask(withKeys(65));
    meddle(one);
    await expect(declareIntent(one.task)).rejects.toMatchObject({ name: 'Deferred', message: expect.stringContaining(note) });
    expect(sentTo(one.iamWrite)).toEqual([tagging, untagging]);
  });

  it.each([
    ['5 minutes', 5 * 60_000, true],
    ['more than 5 minutes', 5 * 60_000 + 1, false],
  ])('given %s (%i ms) passed since the mark, a key may be created: %s', async (_, ms, mayCreate) => {
    const { task, iam } = mockedTask(withKeys(65));
    iam.on(ListUserTagsCommand).callsFake(async () => {
      await task.sweep.deps.sleep(ms);
      return { Tags: [], IsTruncated: false };
    });
    const declared = declareIntent(task);
    if (mayCreate) await expect(declared).resolves.toBe(intent);
    else await expect(declared).rejects.toMatchObject({ name: 'Deferred' });
  });
});
