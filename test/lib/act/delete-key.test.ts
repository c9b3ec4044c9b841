import { DeleteAccessKeyCommand, GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { deleteKey } from '../../../lib/act/delete-key.ts';
import { ago, first, inactive, now, second, tagged, type UserSketch, withKeys } from '../../tools/builders.ts';
import { addsTags, awsError, listsKeys, mockedTask, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const gone = { ...withKeys(inactive(95), 30), inactiveSince: { [first]: 9 } };
const orphan = { ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] };
const since = `access-key-sweeper:inactive-since:${first}`.toLowerCase();
const deletion = ['DeleteAccessKey', { UserName: 'bob', AccessKeyId: first }];
const untagging = [
  'UntagUser',
  { UserName: 'bob', TagKeys: [`access-key-sweeper:inactive-since:${first}`, `access-key-sweeper:told-since:${first}`] },
];

describe('deleting a key', () => {
  it('given an Inactive key, it is deleted, then its marks, and later acts know it', async () => {
    const { task, iamWrite } = mockedTask(gone);
    await expect(deleteKey(task)).resolves.toEqual({ outcome: 'done' });
    expect(sentTo(iamWrite)).toEqual([deletion, untagging]);
    expect(task.known).toMatchObject({ keys: new Map([[second, 'Active']]), hasDeleted: true });
  });

  it('given the key no longer exists, its marks are removed all the same', async () => {
    const one = mockedTask(gone);
    one.iamWrite.on(DeleteAccessKeyCommand).rejects(awsError('NoSuchEntityException'));
    listsKeys(one, one.task.plan.keys, one.task.plan.keys.slice(1));
    await expect(deleteKey(one.task)).resolves.toEqual({ outcome: 'done' });
    expect(sentTo(one.iamWrite)).toEqual([deletion, untagging]);
  });

  it('given AWS does not find the key but lists it, the deletion is deferred', async () => {
    const { task, iamWrite } = mockedTask(gone);
    iamWrite.on(DeleteAccessKeyCommand).rejects(awsError('NoSuchEntityException'));
    await expect(deleteKey(task)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(iamWrite)).toEqual([deletion]);
  });

  it('given AWS refuses, it throws and the marks stay', async () => {
    const { task, iamWrite } = mockedTask(gone);
    iamWrite.on(DeleteAccessKeyCommand).rejects(awsError('AccessDenied'));
    await expect(deleteKey(task)).rejects.toThrow('AccessDenied by AWS');
    expect(sentTo(iamWrite)).toEqual([deletion]);
  });

  it.each<[given: string, user: UserSketch, meddle: (task: ReturnType<typeof mockedTask>) => void]>([
    ['the key was reactivated', gone, (one) => listsKeys(one, withKeys(95, 30).keys)],
    ['another key appeared', gone, (one) => listsKeys(one, withKeys(inactive(95), 30, 0).keys)],
    ['another value became current', gone, (one) => showsSecret(one, { 'by-hand': ['AWSCURRENT'] })],
    ['the user was put on hold', gone, (one) => addsTags(one, tagged('hold-until', '2027-01-01').tags)],
    ['the user was exempted', gone, (one) => addsTags(one, tagged('exempt', '').tags)],
    ['its owner was told a later day', gone, (one) => addsTags(one, { [since]: `${ago(9).toISOString()} 2026-12-20 ours` })],
    ['the secret was scheduled for deletion', gone, (one) => showsSecret(one, {}, { DeletedDate: now })],
    [
      'somebody used the orphan',
      orphan,
      ({ iam }) =>
        iam.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: { LastUsedDate: now, ServiceName: 's3', Region: 'x' } }),
    ],
  ])('given %s after the decision, the deletion is deferred (G2)', async (_, user, meddle) => {
    const one = mockedTask(user);
    meddle(one);
    await expect(deleteKey(one.task)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(one.iamWrite)).toEqual([]);
  });

  it('given an orphan that nobody used, it is deleted', async () => {
    const { task, iam, iamWrite } = mockedTask(orphan);
    const AccessKeyLastUsed = { ServiceName: 'N/A', Region: 'N/A' };
    iam.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed });
    await expect(deleteKey(task)).resolves.toEqual({ outcome: 'done' });
    expect(sentTo(iamWrite)[0]).toEqual(deletion);
  });
});
