import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { declareIntent } from '../../../lib/act/declare-intent.ts';
import { first, inactive, now, tagged, withKeys } from '../../tools/builders.ts';
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
    ['the mark that vouches for a key', { 'access-key-sweeper:creating:x': `${now.toISOString()} made ${first}` }],
  ])('given %s, the mark is set and returned', async (_, tags) => {
    const one = mockedTask(withKeys(65));
    listsTags(one, tags);
    const announced = { tagKey: intent, at: now, keyIds: [first], nonce: undefined };
    await expect(declareIntent(one.task)).resolves.toEqual(announced);
    expect(sentTo(one.iamWrite)).toEqual([tagging]);
  });

  it.each<[given: string, note: string, meddle: (task: ReturnType<typeof mockedTask>) => void]>([
    ['another sweep marked its intent', 'creating:other', (one) => listsTags(one, { 'access-key-sweeper:creating:other': Value })],
    ['a key appeared', 'the keys of the user changed', (one) => listsKeys(one, withKeys(65, 0).keys)],
    ['the key is gone', 'the keys of the user changed', (one) => listsKeys(one, [])],
    ['the key was deactivated', 'the keys of the user changed', (one) => listsKeys(one, withKeys(inactive(65)).keys)],
    ['the user was put on hold', 'on hold until 2027', (one) => listsTags(one, tagged('hold-until', '2027-01-01').tags)],
    ['the secret lost its tag', 'is not ours', (one) => showsSecret(one, {}, { Tags: [] })],
    ['the secret was scheduled for deletion', 'is scheduled for deletion', (one) => showsSecret(one, {}, { DeletedDate: now })],
  ])('given %s after the decision, it is deferred and the mark removed', async (_, note, meddle) => {
    const one = mockedTask(withKeys(65));
    meddle(one);
    await expect(declareIntent(one.task)).rejects.toMatchObject({ name: 'Deferred', message: expect.stringContaining(note) });
    expect(sentTo(one.iamWrite)).toEqual([tagging, untagging]);
  });

  it('given no secret, the mark has the hash of a nonce', async () => {
    const one = mockedTask({ ...withKeys(65), secret: { claim: 'none', arn: undefined } });
    listsTags(one, {}, false);
    showsSecret(one, undefined);
    const hash = createHash('sha256').update('a-nonce').digest('hex');
    const announced = { tagKey: intent, at: now, keyIds: [first], nonce: 'a-nonce' };
    await expect(declareIntent(one.task)).resolves.toEqual(announced);
    const Tags = [{ Key: intent, Value: `${now.toISOString()} ${hash} ${first}` }];
    expect(sentTo(one.iamWrite)).toEqual([['TagUser', { UserName: 'bob', Tags }]]);
  });

  it.each<[given: string, meddle: (task: ReturnType<typeof mockedTask>) => void]>([
    ['a pointer appeared', (one) => listsTags(one)],
    ['a secret of the user appeared', (one) => showsSecret(one, {})],
    ['a secret that is not the user’s appeared', (one) => showsSecret(one, {}, { Tags: [] })],
  ])('given no secret, and %s after the decision, it is deferred and the mark removed', async (_, meddle) => {
    const one = mockedTask({ ...withKeys(65), secret: { claim: 'none', arn: undefined } });
    listsTags(one, {}, false);
    meddle(one);
    await expect(declareIntent(one.task)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(one.iamWrite).map(([operation]) => operation)).toEqual(['TagUser', 'UntagUser']);
  });
});
