import { addMinutes } from 'date-fns/addMinutes';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import { createAccessKey } from '../../sandbox/services/iam-keys.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { moveStage } from '../../sandbox/services/staging-labels.ts';
import { failNext, rightBefore } from './meddle.ts';
import { userOfAge, type World, world, writes } from './world.ts';

const name = 'iam-access-keys/alice';
const alice = () => world([userOfAge('alice', 61)]);
const keysOf = ({ account }: World) => account.users.get('alice')?.keys ?? [];
const tagsOf = ({ account }: World) => [...(account.users.get('alice')?.tags.keys() ?? [])];
const stagesOf = ({ account }: World) =>
  [...(account.secrets.get(name)?.versions.values() ?? [])].map(({ stages }) => [...stages].join('+'));

/** A user whose key is the secret's current one, and due for a replacement. */
function rotated(): World {
  const AccessKeyId = 'AKIAALICE00000000001';
  const versions = [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }];
  const AccessKeys = [{ AccessKeyId, Status: 'Active', ageDays: 61 }];
  return world([{ UserName: 'alice', AccessKeys, uses: 'newest' }], { secrets: [{ Name: name, versions }] });
}

function tag({ users }: Account, Key: string, Value: string): void {
  users.get('alice')?.tags.set(Key.toLowerCase(), { Key, Value });
}

describe('declaring the intent', () => {
  it('given another sweep declares its own meanwhile, this one gives way and no key is made', async () => {
    const one = alice();
    rightBefore(
      one.account,
      'iam:ListUserTags',
      () => tag(one.account, 'access-key-sweeper:creating:other', one.account.clock.now().toISOString()),
      2,
    );
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual(['access-key-sweeper:creating:other']);
  });

  it.each([
    ['appears', (account: Account) => createAccessKey(account, { UserName: 'alice' })],
    ['goes', ({ users }: Account) => users.get('alice')?.keys.pop()],
    [
      'is deactivated',
      ({ users }: Account) => Object.assign(users.get('alice')?.keys[0] ?? {}, { Status: 'Inactive' }),
    ],
  ])('given a key %s meanwhile, the creation is deferred', async (_, meddle) => {
    const one = alice();
    rightBefore(one.account, 'iam:TagUser', () => meddle(one.account));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual([]);
  });

  it.each([
    [5, 'done', true],
    [5.1, 'deferred', false],
  ])(
    'given %d minutes pass between the mark and the key, the creation is %s',
    async (minutes, outcome, isMade) => {
      const one = alice();
      one.account.settings.callMs = 0;
      const later = () => one.account.clock.set(addMinutes(one.account.clock.now(), minutes));
      rightBefore(one.account, 'iam:ListUserTags', later, 2);
      await one.sweep();
      expect(one.decided()).toEqual([`alice create ${outcome}`]);
      expect(writes(one.account).includes('iam:CreateAccessKey')).toBe(isMade);
    },
  );
});

describe('proving a new key', () => {
  it('given it authenticates as somebody else, it does not become current', async () => {
    const one = rotated();
    rightBefore(
      one.account,
      'sts:GetCallerIdentity',
      () => Object.assign(one.account.users.get('alice') ?? {}, { UserId: 'AIDASOMEBODYELSE0000' }),
      2,
    );
    const { error } = await one.sweep();
    expect(error?.message).toContain('authenticates as AIDASOMEBODYELSE0000');
    expect(stagesOf(one)).toContain('AWSPENDING');
    expect(stagesOf(one).at(-1)).toBe('AWSPENDING');
  });
});

describe('making a new key current', () => {
  /** Right before ours becomes current, somebody makes another version current, and may have had ours so first. */
  const rival = (one: World, isOursPrevious: boolean) => () => {
    const secret = one.account.secrets.get(name);
    if (!secret) return;
    const [ours] = [...secret.versions.values()].slice(-1);
    if (isOursPrevious && ours) moveStage(secret, 'AWSCURRENT', ours.VersionId);
    const VersionId = 'stored-by-hand-stored-by-hand-stored';
    const CreatedDate = one.account.clock.now();
    secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate });
    moveStage(secret, 'AWSCURRENT', VersionId);
  };

  it.each([
    ['is AWSPREVIOUS by then, somebody may have it, and it stays', true, 2],
    ['has never been current, nobody has it, and it is deleted', false, 1],
  ])('given another value became current and ours %s', async (_, isOursPrevious, count) => {
    const one = rotated();
    rightBefore(one.account, 'secretsmanager:UpdateSecretVersionStage', rival(one, isOursPrevious));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(keysOf(one)).toHaveLength(count);
    expect(tagsOf(one)).toEqual([]);
  });

  it('given another value became current and AWS does not know so new a key, a later sweep deletes it (G3)', async () => {
    const one = rotated();
    rightBefore(one.account, 'secretsmanager:UpdateSecretVersionStage', rival(one, false));
    const { intercept } = one.account;
    one.account.intercept = (call, serve) => {
      if (call.operation === 'iam:DeleteAccessKey')
        throw new ServiceError('NoSuchEntity', 404, 'cannot be found');
      return intercept ? intercept(call, serve) : serve();
    };
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(keysOf(one)).toHaveLength(2);
    expect(tagsOf(one)).toEqual([expect.stringContaining('creating')]);
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect(keysOf(one)).toHaveLength(1);
  });

  it('given the answer is lost and its repetition refused, ours is current and the creation is done', async () => {
    const one = rotated();
    let tries = 0;
    one.account.intercept = ({ operation, VersionStage }, serve) => {
      if (operation !== 'secretsmanager:UpdateSecretVersionStage' || VersionStage !== 'AWSCURRENT')
        return serve();
      tries += 1;
      serve();
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    await one.sweep();
    expect(tries).toBe(2);
    expect(one.decided()).toEqual(['alice create done']);
    expect(stagesOf(one)).toContain('AWSCURRENT');
    expect(keysOf(one)).toHaveLength(2);
  });
});

describe('the quota', () => {
  const limitExceeded = new ServiceError(
    'LimitExceeded',
    409,
    'Cannot exceed quota for AccessKeysPerUser: 2',
  );

  it('given it is met although this sweep deleted nothing, the creation fails', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { error: limitExceeded });
    const { error } = await one.sweep();
    expect(one.decided()).toEqual(['alice create failed']);
    expect(error?.message).toContain('LimitExceeded');
    expect(tagsOf(one)).toEqual([]);
  });
});

describe('the place for the secret', () => {
  it('given it is scheduled for deletion, no key is made and the owner is told what to do', async () => {
    const one = rotated();
    Object.assign(one.account.secrets.get(name) ?? {}, { DeletedDate: one.account.clock.now() });
    one.account.history.length = 0;
    await one.sweep();
    expect(one.decided()).toEqual(['alice create none']);
    expect(writes(one.account)).not.toContain('iam:TagUser');
    expect(one.account.published.map(({ Message }) => Message).join()).toContain(
      'aws secretsmanager restore-secret',
    );
  });
});
