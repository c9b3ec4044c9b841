import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import { DescribeSecretCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../lib/aws/deps.ts';
import type { AccessKey, KeyHolder } from '../../../lib/model/user.ts';
import { readAccount } from '../../../lib/read/account.ts';
import { ago, first, keyHolder, now, second, secretArn, withKeys } from '../../tools/builders.ts';
import { awsError, listsSecrets, listsTags, mockedSweep, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const due = keyHolder({ UserName: 'due', ...withKeys(65) });
const young = keyHolder({ UserName: 'young', ...withKeys(30) });

/** An account whose users have no tags, no use and no secret; tests change single answers. */
function mockedAccount() {
  const mocked = mockedSweep();
  listsTags(mocked);
  mocked.iam.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
  showsSecret(mocked, undefined);
  listsSecrets(mocked);
  return mocked;
}

type Mocked = ReturnType<typeof mockedSweep>;

type More = { timing?: Look['timing']; later?: readonly AccessKey[] };

/** Reads an account of these users. Their keys are as given when they are listed first, and `later` when they are listed again. */
async function readOf(
  users: readonly KeyHolder[],
  { iam, sweep }: Mocked,
  wanted: Parameters<typeof readAccount>[1] = {},
  { timing, later }: More = {},
) {
  const listed = users.map(({ keys, ...user }) => ({ ...user, Arn: '', CreateDate: now }));
  iam.on(ListUsersCommand).resolves({ Users: listed, IsTruncated: false });
  for (const { UserName, keys } of users) {
    const answers = [keys, later ?? keys].map((some) => ({ AccessKeyMetadata: [...some] as AccessKeyMetadata[], IsTruncated: false }));
    iam
      .on(ListAccessKeysCommand, { UserName })
      .resolvesOnce(answers[0] ?? {})
      .resolves(answers[1] ?? {});
  }
  return readAccount({ ...sweep, timing }, wanted);
}

describe('evidence about users', () => {
  it.each([
    ['due now', {}, { due: true, young: false }],
    ['due by a later day', { dueBy: ago(-30) }, { due: true, young: true }],
    ['due by a day before they are due', { dueBy: ago(-29) }, { due: true, young: false }],
    ['forced', { users: ['young'], force: true }, { young: true }],
    ['named but not forced', { users: ['young'] }, { young: false }],
    ['forced without a name', { force: true }, { due: true, young: false }],
  ])('given users that are %s, it is read of them only', async (_, wanted, expected) => {
    const { users } = await readOf([due, young], mockedAccount(), wanted);
    expect(Object.fromEntries(users.map(({ UserName, evidence }) => [UserName, evidence !== undefined]))).toEqual(expected);
  });

  it('given a user whose secret is scheduled for deletion, it is read of that user too', async () => {
    const mocked = mockedAccount();
    listsSecrets(mocked, [{ Name: 'iam-access-keys/young', DeletedDate: ago(1) }]);
    const old = keyHolder({ UserName: 'old', UserId: 'AIDAOLD', ...withKeys(31) });
    const { users } = await readOf([old, young], mocked, {});
    expect(users.map(({ UserName, evidence }) => [UserName, evidence !== undefined])).toEqual([
      ['old', false],
      ['young', true],
    ]);
  });

  it('given users that are all due or forced, secrets are not listed', async () => {
    const mocked = mockedAccount();
    await readOf([due, young], mocked, { users: ['young'], force: true });
    expect(sentTo(mocked.secrets).filter(([operation]) => operation === 'ListSecrets')).toEqual([]);
  });

  it('given the list of secrets is refused, that is a failure, and due users are read', async () => {
    const mocked = mockedAccount();
    mocked.secrets.on(ListSecretsCommand).rejects(awsError('AccessDeniedException'));
    const { users, failures } = await readOf([due, young], mocked, {});
    expect(users.map(({ evidence }) => evidence !== undefined)).toEqual([true, false]);
    expect(failures.map(({ UserName, error }) => [UserName, error.message])).toEqual([
      [undefined, expect.stringMatching(/^ListSecrets, .* failed: AccessDeniedException/)],
    ]);
  });

  it('given a forced user, the request is passed on with it', async () => {
    const request = { users: ['due'], force: true, keys: [first] };
    const { users } = await readOf([due, young], mockedAccount(), request);
    expect(users.map(({ forced, forcedKeys }) => ({ forced, forcedKeys }))).toEqual([{ forced: true, forcedKeys: [first] }]);
  });

  it('given a due user, its tags, the last use of each key and its secret are read', async () => {
    const mocked = mockedAccount();
    listsTags(mocked, { 'access-key-sweeper:owner': 'team-a' });
    showsSecret(mocked, { x: ['AWSCURRENT'] });
    const { users } = await readOf([due], mocked, {});
    const secret = { name: 'iam-access-keys/due', versions: new Map([['x', { stages: ['AWSCURRENT'], createdAt: now }]]) };
    expect(users).toMatchObject([{ evidence: { tags: { owner: 'team-a' }, lastUse: new Map([[first, null]]), secret } }]);
  });

  it.each<[given: string, message: string, meddle: (mocked: Mocked) => void]>([
    ['its tags are refused', 'AccessDenied', ({ iam }) => iam.on(ListUserTagsCommand).rejects(awsError('AccessDenied'))],
    ['its tags have no content', 'ListUserTags answered without IsTruncated', ({ iam }) => iam.on(ListUserTagsCommand).resolves({})],
    ['last use is refused', 'AccessDenied', ({ iam }) => iam.on(GetAccessKeyLastUsedCommand).rejects(awsError('AccessDenied'))],
    ['last use has no content', 'answered with nothing', ({ iam }) => iam.on(GetAccessKeyLastUsedCommand).resolves({})],
    ['its secret is refused', 'AccessDenied', ({ secrets }) => secrets.on(DescribeSecretCommand).rejects(awsError('AccessDenied'))],
  ])('given %s, the user is a failure (G6)', async (_, message, meddle) => {
    const mocked = mockedAccount();
    meddle(mocked);
    const { users, failures } = await readOf([due, young], mocked, {});
    expect(users.map(({ UserName }) => UserName)).toEqual(['young']);
    const says = failures.map(({ UserName, error }) => `${UserName}: ${error.message}`);
    expect(says).toEqual([expect.stringMatching(`^due: Reading its tags, last use and secret failed: .*${message}`)]);
  });

  it('given a user that is deleted meanwhile, it is left out', async () => {
    const mocked = mockedAccount();
    mocked.iam.on(ListUserTagsCommand).rejects(awsError('NoSuchEntityException'));
    const { users, failures, unreached, gone } = await readOf([due], mocked);
    expect({ users, failures, unreached, gone }).toEqual({ users: [], failures: [], unreached: [], gone: ['due'] });
  });

  it('given a key that is deleted meanwhile, the keys are listed again, and everything is read again', async () => {
    const mocked = mockedAccount();
    const [gone, left] = withKeys(65, { age: 30, UserName: 'due' }).keys;
    mocked.iam.on(GetAccessKeyLastUsedCommand, { AccessKeyId: gone?.AccessKeyId }).rejects(awsError('NoSuchEntityException'));
    const { users, failures } = await readOf([{ ...due, ...withKeys(65, 30) }], mocked, {}, { later: left ? [left] : [] });
    expect({ users, failures }).toMatchObject({
      users: [{ keys: [left], evidence: { lastUse: new Map([[second, null]]) } }],
      failures: [],
    });
    expect(mocked.iam.commandCalls(ListUserTagsCommand), 'reads of tags').toHaveLength(2);
  });

  it('given a key that AWS goes on to list and does not find, it is looked for four times, and the user is a failure (G6)', async () => {
    const mocked = mockedAccount();
    mocked.iam.on(GetAccessKeyLastUsedCommand).rejects(awsError('NoSuchEntityException'));
    const { users, failures } = await readOf([due], mocked, {});
    const message = `Reading its tags, last use and secret failed: KeyGone: AWS does not find ${first}`;
    expect({ users, failures }).toMatchObject({ users: [], failures: [{ UserName: 'due', error: { message } }] });
    expect(mocked.iam.commandCalls(GetAccessKeyLastUsedCommand)).toHaveLength(4);
  });

  it('given a person adopts the secret after the tags were read, tags and secret are those that fit each other', async () => {
    const mocked = mockedAccount();
    const pointer = { Key: 'access-key-sweeper:secret:arn', Value: `${secretArn} prod` };
    showsSecret(mocked, { x: ['AWSCURRENT'] });
    mocked.iam
      .on(ListUserTagsCommand)
      .resolvesOnce({ Tags: [], IsTruncated: false })
      .resolves({ Tags: [pointer], IsTruncated: false });
    const { users } = await readOf([due], mocked, {});
    expect(users).toMatchObject([{ evidence: { tags: { pointer: { arn: secretArn } }, secret: { claim: 'pointed' } } }]);
    expect([...(users[0]?.evidence?.secret.versions.keys() ?? [])]).toEqual(['x']);
  });

  it('given a secret that no tag names, also when they are read again, it is not evidence', async () => {
    const mocked = mockedAccount();
    showsSecret(mocked, { x: ['AWSCURRENT'] });
    mocked.iam.on(ListUserTagsCommand).resolves({ Tags: [], IsTruncated: false });
    const { users } = await readOf([due], mocked, {});
    expect(users).toMatchObject([{ evidence: { secret: { claim: 'lost', versions: new Map() } } }]);
  });

  it('given no time is left when secrets have been listed, the users that these are about are not reached', async () => {
    const mocked = mockedAccount();
    const { sleep } = mocked.sweep.deps;
    mocked.secrets.on(ListSecretsCommand).callsFake(async () => {
      await sleep(60_000);
      return { SecretList: [{ Name: 'iam-access-keys/young', DeletedDate: ago(1) }] };
    });
    const end = addSeconds(now, 30);
    const { users, unreached } = await readOf([young, due], mocked, {}, { timing: { look: end, act: end } });
    expect({ users: users.map(({ UserName }) => UserName), unreached }).toEqual({ users: [], unreached: ['due', 'young'] });
  });
});
