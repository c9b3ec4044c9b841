import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { start, userOfAge, type World, world, writes } from './world.ts';

const [oldId, newId] = ['AKIAALICE00000000001', 'AKIAALICE00000000002'];
const name = 'iam-access-keys/alice';
const userIdTag = 'access-key-sweeper:user-id';
const versionOf = (AccessKeyId: string) => `access-key-sweeper-${AccessKeyId}`;

const secretOf = ({ account }: World) => account.secrets.get(name);
const stagesOf = (one: World, version: string) => [...(secretOf(one)?.versions.get(version)?.stages ?? [])];
const keysOf = ({ account }: World) => account.users.get('alice')?.keys ?? [];
const tagsOf = ({ account }: World) => [...(account.users.get('alice')?.tags.keys() ?? [])];
const textOf = ({ account }: World) => account.published.map(({ Message }) => Message).join('\n');

/** A user whose first key is replaced by the second, which is current or, if a sweep broke off, pending. */
function replaced(stage: 'AWSCURRENT' | 'AWSPENDING', more: Record<string, unknown> = {}): World {
  const versions = [
    { VersionId: versionOf(oldId), AccessKeyId: oldId, stages: stage === 'AWSPENDING' ? ['AWSCURRENT'] : [] },
    { VersionId: versionOf(newId), AccessKeyId: newId, stages: [stage] },
  ];
  const AccessKeys = [
    { AccessKeyId: oldId, Status: 'Active', ageDays: 85 },
    { AccessKeyId: newId, Status: 'Active', ageDays: 13 },
  ];
  const Tags = { [`access-key-sweeper:told-since:${oldId}`]: '2026-02-17T06:00:00Z' };
  const user = { UserName: 'alice', UserId: 'AIDAALICEEXAMPLE', uses: 'newest', AccessKeys, Tags, ...more };
  return world([user], { secrets: [{ Name: name, versions }] });
}

/** A new value that somebody stores by hand, now. */
function storeByHand(account: Account): void {
  const versions = account.secrets.get(name)?.versions;
  for (const { stages } of versions?.values() ?? []) stages.delete('AWSCURRENT');
  const VersionId = 'stored-by-hand-stored-by-hand-stored';
  const stages = new Set(['AWSCURRENT']);
  versions?.set(VersionId, { VersionId, SecretString: '{}', stages, CreatedDate: account.clock.now() });
}

describe('what people do between the look and the act', () => {
  it('given the secret is scheduled for deletion meanwhile, the old key stays (G1)', async () => {
    const one = replaced('AWSCURRENT');
    rightBefore(
      one.account,
      'iam:ListAccessKeys',
      () => Object.assign(secretOf(one) ?? {}, { DeletedDate: start }),
      2,
    );
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done deferred');
    expect(writes(one.account)).not.toContain('iam:UpdateAccessKey');
  });

  it('given an Inactive key is reactivated meanwhile, it is not deleted (G2)', async () => {
    const AccessKeys = [{ AccessKeyId: oldId, Status: 'Inactive', ageDays: 100 }];
    const Tags = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-01T00:00:00Z' };
    const one = world([{ UserName: 'alice', uses: 'none', AccessKeys, Tags }]);
    const reactivate = () => {
      for (const key of keysOf(one)) key.Status = 'Active';
    };
    rightBefore(one.account, 'iam:ListAccessKeys', reactivate, 2);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete deferred');
    expect(keysOf(one)).toHaveLength(1);
  });

  it('given the unfinished key is deactivated meanwhile, it does not become current', async () => {
    const one = replaced('AWSPENDING');
    rightBefore(one.account, 'secretsmanager:ListSecretVersionIds', () => {
      const key = keysOf(one)[1];
      if (key) key.Status = 'Inactive';
    });
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished deferred');
    expect(stagesOf(one, versionOf(oldId))).toEqual(['AWSCURRENT']);
  });

  it('given a value stored by hand after the unfinished one, it stays current', async () => {
    const one = replaced('AWSPENDING');
    one.account.clock.advance(60_000);
    storeByHand(one.account);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect(stagesOf(one, 'stored-by-hand-stored-by-hand-stored')).toEqual(['AWSCURRENT']);
    expect(stagesOf(one, versionOf(newId))).toEqual([]);
  });

  it.each([
    ['loses its tag', (one: World) => Object.assign(secretOf(one) ?? {}, { tags: [] })],
    [
      'goes to another user',
      (one: World) => Object.assign(secretOf(one) ?? {}, { tags: [{ Key: userIdTag, Value: 'X' }] }),
    ],
  ])('given the secret %s before the intent, no key is created', async (_, meddle) => {
    const one = world([userOfAge('alice', 61)]);
    rightBefore(one.account, 'iam:TagUser', () => meddle(one));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual([]);
  });

  it('given another secret takes the name before the put, that one is not written to', async () => {
    const one = world([userOfAge('alice', 61)]);
    rightBefore(one.account, 'iam:CreateAccessKey', () => {
      const ARN = `${secretOf(one)?.ARN.slice(0, -6)}FgHiJk`;
      one.account.secrets.set(name, { Name: name, ARN, tags: [], versions: new Map() });
    });
    const { error } = await one.sweep();
    expect(error?.message).toContain('deleted again');
    expect(secretOf(one)?.versions.size).toBe(0);
    expect(keysOf(one)).toHaveLength(1);
  });

  it('given the first try of CreateSecret was done although its answer was lost, the sweep goes on', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'secretsmanager:CreateSecret', { executed: true });
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });
});

describe('an orphan', () => {
  it('given somebody uses it after the look, it is not deleted (G2)', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    delete one.account.intercept;
    one.pass(0, 70);
    const use = () =>
      Object.assign(keysOf(one)[1] ?? {}, {
        lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' },
      });
    rightBefore(one.account, 'iam:GetAccessKeyLastUsed', use, 3);
    await one.sweep();
    expect(one.decided()).toContain('alice orphan deferred');
    expect(keysOf(one)).toHaveLength(2);
  });
});

describe('answers that say less than they seem to', () => {
  it('given a put that was done, lost, and then throttled, the stored key stays (G3)', async () => {
    const one = world([userOfAge('alice', 61)]);
    let tries = 0;
    one.account.intercept = ({ operation }, serve) => {
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      if (++tries === 1) serve();
      throw tries === 1
        ? new Error('socket hang up')
        : new ServiceError('ThrottlingException', 400, 'Rate exceeded');
    };
    one.account.intercept = withCode(one.account.intercept);
    await one.sweep();
    expect(tries).toBeGreaterThan(1);
    expect(keysOf(one)).toHaveLength(2);
    expect(one.decided()).toEqual(['alice create done']);
  });

  it('given CreateAccessKey times out with a 408, the mark stays (G3)', async () => {
    const one = world([userOfAge('alice', 61)]);
    const error = new ServiceError('RequestTimeout', 408, 'timed out');
    failNext(one.account, 'iam:CreateAccessKey', { executed: true, error });
    await one.sweep();
    expect(tagsOf(one)).toEqual([expect.stringContaining('creating')]);
  });

  it.each([
    ['whose answer was lost', { executed: true }],
    ['that AWS does not know yet', { error: new ServiceError('NoSuchEntity', 404, 'cannot be found') }],
  ])(
    'given a put is refused, and the delete is one %s, the user failed all the same (G6)',
    async (_, fault) => {
      const one = world([userOfAge('alice', 61)]);
      failNext(one.account, 'iam:DeleteAccessKey', fault);
      const { intercept } = one.account;
      one.account.intercept = (call, serve) => {
        if (call.operation === 'secretsmanager:PutSecretValue') throw denied;
        return intercept?.(call, serve) ?? serve();
      };
      const { error } = await one.sweep();
      expect(error?.message).toContain('AccessDenied');
      expect(tagsOf(one)).toEqual([expect.stringContaining('creating')]);
      one.pass(0, 70);
      delete one.account.intercept;
      await one.sweep();
      expect(one.decided()).toContain('alice create done');
    },
  );

  it('given AWS says that an orphan is gone and lists it, its mark stays until it is', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    one.pass(0, 70);
    failNext(one.account, 'iam:DeleteAccessKey', {
      error: new ServiceError('NoSuchEntity', 404, 'not found'),
    });
    await one.sweep();
    expect(one.decided()).toContain('alice orphan deferred');
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice create done']);
  });

  it.each<[string, (secret: string) => string]>([
    ['what it was sent', (secret) => secret],
    ['it without its last letter', (secret) => secret.slice(0, -1)],
    ['the end of it', (secret) => secret.slice(10)],
    ['a part of it', (secret) => secret.slice(10, 22)],
  ])('given AWS echoes %s, nobody is told the secret (G5)', async (_, part) => {
    const one = world([userOfAge('alice', 61)]);
    let secret = '';
    one.account.intercept = ({ operation }, serve) => {
      secret ||= keysOf(one)[1]?.SecretAccessKey ?? '';
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      throw new ServiceError(
        'ValidationException',
        400,
        `Value '{"SecretAccessKey":"${part(secret)}"}' failed`,
      );
    };
    const { error } = await one.sweep();
    expect(error?.message).toContain('Storing');
    const told = textOf(one) + JSON.stringify(error, ['message', 'cause', 'errors', 'stack']);
    expect(secret).toMatch(/^CANARY\S{20}/);
    expect(told).not.toContain(secret.slice(12, 20));
    expect(told).not.toContain('CANARY');
  });
});

describe('marks that say nothing', () => {
  it.each([
    ['no date', 'garbage'],
    ['a date to come', '2036-01-01T00:00:00Z'],
  ])('given an intent with %s, it goes, and the user is served in the same sweep', async (_, value) => {
    const Tags = { 'access-key-sweeper:creating:x': value };
    const one = world([userOfAge('alice', 61, { Tags })]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given an overlap that begins in years, it begins today', async () => {
    const Tags = { [`access-key-sweeper:told-since:${oldId}`]: '2036-01-01T00:00:00Z' };
    const one = replaced('AWSCURRENT', { Tags });
    await one.sweep();
    one.pass(14);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done done');
  });

  it('given key ids with small letters, their marks count', async () => {
    const AccessKeys = [{ AccessKeyId: 'AKIAexampleOldKey001', Status: 'Inactive', ageDays: 95 }];
    const one = world([{ UserName: 'alice', AccessKeys }]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-unmarked done']);
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete done']);
  });

  it('given a user with all the tags that IAM allows, an old key ends all the same', async () => {
    const Tags = {
      ...Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`team-${n}`, 'x'])),
      [`access-key-sweeper:told-since:${oldId}`]: '2026-02-17T06:00:00Z',
    };
    const one = replaced('AWSCURRENT', { Tags });
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(tagsOf(one)).toContain(`access-key-sweeper:inactive-since:${oldId.toLowerCase()}`);
  });

  it('given a key is deactivated but cannot be marked, its owner is told how to undo it', async () => {
    const one = replaced('AWSCURRENT');
    failNext(one.account, 'iam:TagUser', { error: denied });
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done failed');
    expect(textOf(one)).toContain('It may be Inactive already');
    expect(textOf(one)).toContain('update-access-key');
  });

  it('given a forced sweep of an exempt user without keys, its marks stay', async () => {
    const Tags = {
      'access-key-sweeper:exempt': 'x',
      [`access-key-sweeper:told-since:${oldId}`]: '2026-02-17T06:00:00Z',
    };
    const one = world([{ UserName: 'alice', AccessKeys: [], Tags }]);
    await one.sweep({ users: ['alice'], force: true });
    expect(writes(one.account)).toEqual(['sns:Publish']);
  });
});

/** Lost answers as the SDK knows them: with the code of a broken connection, it tries again. */
function withCode(inner: NonNullable<Account['intercept']>): NonNullable<Account['intercept']> {
  return (call, serve) => {
    try {
      return inner(call, serve);
    } catch (thrown) {
      throw thrown instanceof ServiceError ? thrown : Object.assign(thrown as Error, { code: 'ECONNRESET' });
    }
  };
}
