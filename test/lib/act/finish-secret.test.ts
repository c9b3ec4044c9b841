import { describe, expect, it } from 'vitest';
import { actInOrder } from '../../../lib/act/act-in-order.ts';
import { finishSecret } from '../../../lib/act/finish-secret.ts';
import { nonceHashOf } from '../../../lib/read/nonce-hash.ts';
import { ago, first, now, type Time, withKeys } from '../../tools/builders.ts';
import { secretArn as ARN, listsTags, mockedTask, ownTags, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const own = 'access-key-sweeper:creating:sweep-1';
const old = 'access-key-sweeper:creating:sweep-0';
const pointer = 'access-key-sweeper:secret:arn';
const elsewhere = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:x dev';
const Tags = [...ownTags, { Key: 'access-key-sweeper:nonce', Value: 'a-nonce' }];
const at = ago({ hours: 3 });
const announced = { [old]: `${at.toISOString()} ${nonceHashOf('a-nonce')} ${first}` };
const intent = (early: Time) => ({ 'access-key-sweeper:creating:other': `${ago(early).toISOString()} ${first}` });

const marking = ['TagUser', { UserName: 'bob', Tags: [{ Key: own, Value: `${now.toISOString()} ${first}` }] }];
const untagging = ['UntagUser', { UserName: 'bob', TagKeys: [own] }];
const pointing = (...more: object[]) => [
  'TagUser',
  { UserName: 'bob', Tags: [{ Key: pointer, Value: `${ARN} prod` }, { Key: old, Value: `${at.toISOString()} ${first}` }, ...more] },
];

/** Bob's secret, whose creation broke off, and the tags of bob when the sweep looks again. */
function unfinished(tagsAgain: Record<string, string>, claim: 'unfinished' | 'pointed' = 'unfinished', ages = [65]) {
  const mocked = mockedTask({ ...withKeys(...ages), tags: announced, secret: { claim } });
  listsTags(mocked, tagsAgain, false);
  showsSecret(mocked, {}, { Tags, CreatedDate: at });
  return { ...mocked, known: { ...mocked.task.known, secret: undefined as string | undefined } };
}

describe('finishing a secret whose creation broke off', () => {
  it.each<[given: string, more: Record<string, string>, written: object[]]>([
    ['nothing else', {}, []],
    [
      'the mark of an older creation',
      intent({ hours: 2 }),
      [{ Key: 'access-key-sweeper:creating:other', Value: `${ago({ hours: 2 }).toISOString()} ${first}` }],
    ],
  ])('given %s, its own mark comes first, then the pointer, and no mark keeps its hash', async (_, more, written) => {
    const { task, known, iamWrite } = unfinished({ ...announced, ...more });
    await finishSecret(task.plan, known, task.sweep);
    expect(sentTo(iamWrite)).toEqual([marking, pointing(...written), untagging]);
    expect(known.secret).toBe(ARN);
  });

  it.each<[given: string, tags: Record<string, string>]>([
    ['another sweep marked its intent', { ...announced, ...intent({ minutes: 1 }) }],
    ['another deployment has the user', { ...announced, [pointer]: elsewhere }],
    ['the mark with the hash is gone', {}],
  ])('given %s meanwhile, no pointer is written', async (_, tags) => {
    const { task, known, iamWrite } = unfinished(tags);
    await expect(finishSecret(task.plan, known, task.sweep)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(iamWrite)).toEqual([marking, untagging]);
    expect(known.secret).toBeUndefined();
  });

  it.each<[given: string, tags: Record<string, string>, outcomes: string[]]>([
    ['no other deployment', announced, ['none', 'none']],
    ['another deployment that has the user meanwhile', { ...announced, [pointer]: elsewhere }, ['deferred', 'deferred']],
  ])('given %s, what was decided about keys that stay as they are is told or deferred', async (_, tags, outcomes) => {
    const { task } = unfinished(tags, 'unfinished', [65, 64]);
    const { results } = await actInOrder(task.plan, task.sweep);
    expect(results.map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  it('given a secret that the pointer names, nothing is sent', async () => {
    const { task, known, iamWrite, iam } = unfinished(announced, 'pointed');
    await finishSecret(task.plan, known, task.sweep);
    expect([...iamWrite.calls(), ...iam.calls()]).toEqual([]);
  });

  it('given a user that is left alone, nothing is sent', async () => {
    const { task, known, iamWrite } = unfinished(announced);
    await finishSecret({ ...task.plan, leftAlone: true }, known, task.sweep);
    expect(iamWrite.calls()).toEqual([]);
  });
});
