import { ListSecretsCommand, type SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../lib/model/plan.ts';
import { deletedSecrets } from '../../../lib/read/deleted-secrets.ts';
import { ago, keyHolder, withKeys } from '../../tools/builders.ts';
import { awsError, listsSecrets, mockedSweep, sentTo } from '../../tools/mocked-sweep.ts';

const [ann, bob, none] = ['ann', 'b,b', 'none'].map((UserName) => keyHolder({ UserName, UserId: `AIDA${UserName}`, ...withKeys(30) }));
const users = [ann, bob, none].filter((one) => one !== undefined);

const ownedBy = (UserId: string) => [
  { Key: 'team', Value: 'x' },
  { Key: 'access-key-sweeper:user-id', Value: UserId },
];
const deleted = (Name: string, more: SecretListEntry = {}) => ({ Name, DeletedDate: ago(1), ...more });

type Mocked = ReturnType<typeof mockedSweep>;

/** Returns the names of the users with a secret scheduled for deletion, and what failed. */
async function found(mocked: Mocked, holders = users): Promise<{ names: string[]; failures: string[] }> {
  const failures: Failure[] = [];
  const affected = holders.filter(await deletedSecrets(mocked.sweep, failures));
  return { names: affected.map(({ UserName }) => UserName), failures: failures.map(({ error }) => error.message) };
}

describe('users whose secret is scheduled for deletion', () => {
  it.each<[given: string, names: string[], listed: SecretListEntry[]]>([
    ['no secret', [], []],
    ['a secret that is not scheduled for deletion', [], [{ Name: 'iam-access-keys/ann', Tags: ownedBy('AIDAann') }]],
    ['a secret of the user’s name, without tags', ['ann'], [deleted('iam-access-keys/ann')]],
    ['a secret whose name has a slash for the user’s comma', ['b,b'], [deleted('iam-access-keys/b/b')]],
    ['a secret whose name begins with the user’s', [], [deleted('iam-access-keys/anna')]],
    ['a secret with the user’s id, made under another name', ['ann'], [deleted('iam-access-keys/old-name', { Tags: ownedBy('AIDAann') })]],
    ['a secret with the id of nobody', [], [deleted('iam-access-keys/left', { Tags: ownedBy('AIDAleft') })]],
    ['a secret with the user’s id in another tag', [], [deleted('iam-access-keys/left', { Tags: [{ Key: 'owner', Value: 'AIDAann' }] })]],
  ])('given %s: %j', async (_, names, listed) => {
    const mocked = mockedSweep();
    listsSecrets(mocked, listed);
    expect(await found(mocked)).toEqual({ names, failures: [] });
  });

  it('given several pages, of which one is empty, all are read: of secrets below the prefix, with those scheduled for deletion', async () => {
    const mocked = mockedSweep({ secrets: { prefix: 'keys/' } });
    listsSecrets(mocked, [deleted('keys/ann')], [], [deleted('keys/b/b')]);
    expect(await found(mocked)).toEqual({ names: ['ann', 'b,b'], failures: [] });
    const asked = { IncludePlannedDeletion: true, MaxResults: 100, Filters: [{ Key: 'name', Values: ['keys/'] }] };
    // The SDK sends one object for all pages, whose token it changes.
    expect(sentTo(mocked.secrets)).toEqual(Array.from({ length: 3 }, () => ['ListSecrets', { ...asked, NextToken: 'page-3' }]));
  });

  it('given the list breaks off, that is a failure, and the pages before count', async () => {
    const mocked = mockedSweep();
    const first = { SecretList: [deleted('iam-access-keys/ann')], NextToken: 'page-2' };
    mocked.secrets.on(ListSecretsCommand).resolvesOnce(first).rejects(awsError('InternalServiceError'));
    const says = /^ListSecrets, which tells whose secrets are scheduled for deletion, failed: InternalServiceError/;
    expect(await found(mocked)).toEqual({ names: ['ann'], failures: [expect.stringMatching(says)] });
  });

  it.each([
    ['no time is left', 'the sweep ended before all pages were read', [[deleted('iam-access-keys/ann')], [deleted('iam-access-keys/b/b')]]],
    ['no time is left after the last page', undefined, [[deleted('iam-access-keys/ann')]]],
  ])('given %s, the rest is not read: %s', async (_, message, pages) => {
    const mocked = mockedSweep();
    listsSecrets(mocked, ...pages);
    mocked.sweep.timing = { look: ago(0), act: ago(0) };
    expect(await found(mocked)).toEqual({ names: ['ann'], failures: message ? [expect.stringContaining(message)] : [] });
    expect(sentTo(mocked.secrets)).toHaveLength(1);
  });

  it.each([
    ['no list', {}, 'ListSecrets answered without SecretList'],
    ['a secret without a name', { SecretList: [{ DeletedDate: ago(1) }] }, 'ListSecrets answered without Name'],
  ])('given an answer with %s, that is a failure (G6)', async (_, answer, message) => {
    const mocked = mockedSweep();
    mocked.secrets.on(ListSecretsCommand).resolves(answer);
    expect(await found(mocked)).toEqual({ names: [], failures: [expect.stringContaining(message)] });
  });

  it('given a user without keys beside others, it is left out', async () => {
    const mocked = mockedSweep();
    listsSecrets(mocked, [deleted('iam-access-keys/ann'), deleted('iam-access-keys/zoe')]);
    expect(await found(mocked, [...users, keyHolder({ UserName: 'zoe', UserId: 'AIDAzoe', keys: [] })])).toMatchObject({ names: ['ann'] });
  });
});
