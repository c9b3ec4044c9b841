import { ListAccessKeysCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../lib/read/inventory.ts';
import { accessKey, first, now, second } from '../../tools/builders.ts';
import { awsError, listsKeys, mockedSweep } from '../../tools/mocked-sweep.ts';

const userOf = (UserName: string) => ({ UserName, UserId: `AIDA${UserName}`, Path: '/ci/', Arn: '', CreateDate: now });
const [al, bob] = [userOf('al'), userOf('bob')];

/** An account of al and bob with a key each; tests change single answers. */
function mockedAccount() {
  const mocked = mockedSweep();
  mocked.iam.on(ListUsersCommand).resolves({ Users: [al, bob], IsTruncated: false });
  listsKeys(mocked, [accessKey()]);
  return mocked;
}

const named = (holders: readonly { UserName: string }[]) => holders.map(({ UserName }) => UserName);
const messages = (failures: readonly { UserName?: string; error: Error }[]) =>
  failures.map(({ UserName, error }) => `${UserName ?? 'the sweep'}: ${error.message}`);

describe('the inventory', () => {
  it('given several pages of users and keys, all of them are in it', async () => {
    const { sweep, iam } = mockedAccount();
    iam
      .on(ListUsersCommand)
      .resolvesOnce({ Users: [al], IsTruncated: true, Marker: 'm' })
      .resolves({ Users: [bob], IsTruncated: false });
    iam
      .on(ListAccessKeysCommand, { UserName: 'bob' })
      .resolvesOnce({ AccessKeyMetadata: [accessKey()] as never, IsTruncated: true, Marker: 'm' })
      .resolves({ AccessKeyMetadata: [accessKey({ AccessKeyId: second })] as never, IsTruncated: false });
    const { holders, ...rest } = await takeInventory(sweep);
    expect(holders).toMatchObject([
      { UserName: 'al', UserId: 'AIDAal', Path: '/ci/', keys: [{ UserName: 'al', AccessKeyId: first, Status: 'Active' }] },
      { UserName: 'bob', keys: [{ AccessKeyId: first }, { AccessKeyId: second }] },
    ]);
    const userNames = new Map([
      ['AIDAal', 'al'],
      ['AIDAbob', 'bob'],
    ]);
    const listed = [
      { UserName: 'al', Path: '/ci/' },
      { UserName: 'bob', Path: '/ci/' },
    ];
    expect(rest).toEqual({ userNames, listed, failures: [], gone: [], unreached: [], isWhole: true, missing: [] });
  });

  it('given names, only these users are in it, and the names that no user has', async () => {
    const { sweep, iam } = mockedAccount();
    const { holders, listed, missing } = await takeInventory(sweep, ['bob', 'bobb']);
    expect({ holders: named(holders), listed, missing }).toEqual({ holders: ['bob'], listed: [], missing: ['bobb'] });
    expect(iam.commandCalls(ListAccessKeysCommand), 'users whose keys were listed').toHaveLength(1);
  });

  it('given a user that is deleted meanwhile, it is left out', async () => {
    const { sweep, iam } = mockedAccount();
    iam.on(ListAccessKeysCommand, { UserName: 'al' }).rejects(awsError('NoSuchEntityException'));
    const { holders, failures, gone } = await takeInventory(sweep);
    expect({ holders: named(holders), failures, gone }).toEqual({ holders: ['bob'], failures: [], gone: ['al'] });
  });

  it.each<[given: string, message: string, answer: Error | object]>([
    ['that AWS refuses', 'Reading its keys failed: AccessDenied', awsError('AccessDenied')],
    ['without content', 'Reading its keys failed: ListAccessKeys answered without AccessKeyMetadata', {}],
    [
      'without a status',
      'Reading its keys failed: ListAccessKeys answered without Status',
      { AccessKeyMetadata: [{ AccessKeyId: first }] },
    ],
  ])('given an answer about keys %s, that user is a failure and the others are read (G6)', async (_, message, answer) => {
    const { sweep, iam } = mockedAccount();
    const call = iam.on(ListAccessKeysCommand, { UserName: 'al' });
    if (answer instanceof Error) call.rejects(answer);
    else call.resolves(answer);
    const { holders, listed, failures, isWhole } = await takeInventory(sweep);
    expect({ holders: named(holders), listed: named(listed), isWhole }).toEqual({ holders: ['bob'], listed: ['al', 'bob'], isWhole: true });
    expect(messages(failures)).toEqual([expect.stringContaining(`al: ${message}`)]);
  });

  it.each<[given: string, message: string, answer: Error | object]>([
    ['that AWS refuses', 'AccessDenied', awsError('AccessDenied')],
    ['without content', 'ListUsers answered without IsTruncated', {}],
    ['that is not the last and has no marker', 'ListUsers answered without Marker', { Users: [bob], IsTruncated: true }],
    ['that is not the last and has an empty marker', 'ListUsers answered without Marker', { Users: [bob], IsTruncated: true, Marker: '' }],
  ])('given a second page of users %s, those of the first are read, and nobody is missing (G6)', async (_, message, answer) => {
    const { sweep, iam } = mockedAccount();
    const call = iam.on(ListUsersCommand).resolvesOnce({ Users: [al], IsTruncated: true, Marker: 'm' });
    if (answer instanceof Error) call.rejects(answer);
    else call.resolves(answer);
    const { holders, failures, isWhole, missing } = await takeInventory(sweep, ['al', 'bob']);
    expect({ holders: named(holders), isWhole, missing }).toEqual({ holders: ['al'], isWhole: false, missing: [] });
    expect(messages(failures)).toEqual([expect.stringMatching(`^the sweep: ListUsers, after 1 users.*${message}`)]);
  });

  it('given a list of users that breaks off, nobody counts as listed', async () => {
    const { sweep, iam } = mockedAccount();
    iam
      .on(ListUsersCommand)
      .resolvesOnce({ Users: [al], IsTruncated: true, Marker: 'm' })
      .rejects(awsError('AccessDenied'));
    const { holders, listed } = await takeInventory(sweep);
    expect({ holders: named(holders), listed }).toEqual({ holders: ['al'], listed: [] });
  });

  it('given no time is left, users are not reached instead of read', async () => {
    const { sweep, iam } = mockedAccount();
    const { holders, unreached } = await takeInventory({ ...sweep, timing: { look: now, act: now } });
    expect({ holders, unreached }).toEqual({ holders: [], unreached: ['al', 'bob'] });
    expect(iam.commandCalls(ListAccessKeysCommand)).toEqual([]);
  });
});
