import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { byHand, digestOf, keysOf, secretOf, storeByHand, tagsOf, textsOf, userOfAge, type World, world, writes } from './world.ts';

const today = '2026-03-03';
const [oldId, newId] = ['AKIAALICE00000000001', 'AKIAALICE00000000002'];
const Name = 'iam-access-keys/alice';
const versionOf = (AccessKeyId: string) => `access-key-sweeper-${AccessKeyId}`;
const stagesOf = (one: World, version: string) => [...(secretOf(one)?.versions.get(version)?.stages ?? [])];
const alice = () => world([userOfAge('alice', 61)]);

/** A user whose first key is replaced by the second, which is current or, if a sweep was interrupted, pending. */
function replaced(stage: 'AWSCURRENT' | 'AWSPENDING', more: Record<string, unknown> = {}): World {
  const versions = [
    { VersionId: versionOf(oldId), AccessKeyId: oldId, stages: stage === 'AWSPENDING' ? ['AWSCURRENT'] : [] },
    { VersionId: versionOf(newId), AccessKeyId: newId, stages: [stage] },
  ];
  const AccessKeys = [
    { AccessKeyId: oldId, Status: 'Active', ageDays: 85 },
    { AccessKeyId: newId, Status: 'Active', ageDays: 13 },
  ];
  const Tags = { [`access-key-sweeper:told-since:${oldId}`]: `2026-02-17T06:00:00Z ${today} ${today} any` };
  const user = { UserName: 'alice', UserId: 'AIDAALICEEXAMPLE', uses: 'newest', AccessKeys, Tags, ...more };
  return world([user], { secrets: [{ Name, versions }] });
}

describe('what people do between the reading and the act', () => {
  it('given the unfinished key is deactivated meanwhile, it does not become current', async () => {
    const one = replaced('AWSPENDING');
    const deactivate = () => Object.assign(keysOf(one)[1] ?? {}, { Status: 'Inactive' });
    rightBefore(one.account, 'secretsmanager:ListSecretVersionIds', deactivate);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished deferred');
    expect(stagesOf(one, versionOf(oldId))).toEqual(['AWSCURRENT']);
  });

  it('given a value stored by hand after the unfinished one, it stays current', async () => {
    const one = replaced('AWSPENDING');
    one.account.clock.advance(60_000);
    storeByHand(one);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect({ byHand: stagesOf(one, byHand), new: stagesOf(one, versionOf(newId)) }).toEqual({ byHand: ['AWSCURRENT'], new: [] });
  });

  it('given another secret takes the name before the put, that one is not written to', async () => {
    const one = alice();
    rightBefore(one.account, 'iam:CreateAccessKey', () => {
      const ARN = `${secretOf(one)?.ARN.slice(0, -6)}FgHiJk`;
      one.account.secrets.set(Name, { Name, ARN, CreatedDate: one.account.clock.now(), tags: [], versions: new Map() });
    });
    const { error } = await one.sweep();
    expect(error?.message).toContain('deleted again');
    expect(secretOf(one)?.versions.size, 'versions of the other secret').toBe(0);
    expect(keysOf(one), 'keys of alice').toHaveLength(1);
  });
});

describe('a secret that is exchanged between the reading and the act', () => {
  /** Makes a secret with the same versions and tags and another ARN. */
  function copyOf(one: World, name: string): string {
    const found = secretOf(one);
    if (!found) throw new Error('There is no secret');
    const ARN = `${found.ARN.slice(0, -6)}FgHiJk`;
    one.account.secrets.set(name, { ...found, Name: name, ARN });
    return ARN;
  }

  it.each([
    ['is deleted and made again', Name, false],
    ['is replaced by one that a person adopts', `${Name}-2`, true],
  ])('given it %s, with the same versions, the old key is not deactivated', async (_, name, isAdopted) => {
    const one = replaced('AWSCURRENT');
    const Key = 'access-key-sweeper:secret:arn';
    const exchange = () => {
      const ARN = copyOf(one, name);
      if (isAdopted) one.account.users.get('alice')?.tags.set(Key, { Key, Value: `${ARN} sandbox` });
    };
    // The first is that of the reading.
    rightBefore(one.account, 'iam:ListUserTags', exchange, 2);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done deferred');
    expect(digestOf(one)).toContain('(another secret is the one of the user since this sweep had looked at it)');
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
  });

  it('given a secret of somebody else under the name of the user from the start, it defers nothing', async () => {
    const AccessKeys = [
      { AccessKeyId: oldId, Status: 'Inactive', ageDays: 100 },
      { AccessKeyId: newId, Status: 'Active', ageDays: 20 },
    ];
    const Tags = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' };
    const one = world([{ UserName: 'alice', uses: 'newest', AccessKeys, Tags }], { secrets: [{ Name, Tags: {}, versions: [] }] });
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete done');
  });
});

describe('answers that say less than they seem to', () => {
  it('given a put that was executed, lost, and then throttled, the stored key stays (G3)', async () => {
    const one = alice();
    let tries = 0;
    one.account.intercept = withCode(({ operation }, serve) => {
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      if (++tries === 1) serve();
      throw tries === 1 ? new Error('socket hang up') : new ServiceError('ThrottlingException', 400, 'Rate exceeded');
    });
    await one.sweep();
    expect(tries, 'puts').toBeGreaterThan(1);
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    expect(one.decided()).toEqual(['alice create done']);
  });

  it.each([
    ['whose answer was lost', { executed: true }],
    ['that AWS does not know yet', { error: new ServiceError('NoSuchEntity', 404, 'cannot be found') }],
  ])('given a put is refused, and the deletion of the key is one %s, the user failed all the same (G6)', async (_, fault) => {
    const one = alice();
    failNext(one.account, 'iam:DeleteAccessKey', fault);
    const { intercept } = one.account;
    one.account.intercept = (call, serve) => {
      if (call.operation === 'secretsmanager:PutSecretValue') throw denied(call.operation);
      return intercept?.(call, serve) ?? serve();
    };
    const { error } = await one.sweep();
    expect(error?.message).toContain('AccessDenied');
    expect(tagsOf(one)[0]).toContain('creating');
    one.pass(0, 70);
    delete one.account.intercept;
    await one.sweep();
    if (keysOf(one).length > 1) {
      expect(one.decided()).toContain('alice orphan done');
      one.pass(1);
      await one.sweep();
      expect(one.decided()).toContain('alice inactive-past-delete done');
    }
    // AWS refused the put for good, so no key is made in vain.
    expect(one.decided()).toContain('alice create none');
    expect(keysOf(one), 'keys of alice').toHaveLength(1);
  });

  it('given AWS says that an orphan is gone and lists it, its mark stays until it is', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toContain('alice orphan done');
    one.pass(1);
    failNext(one.account, 'iam:DeleteAccessKey', { error: new ServiceError('NoSuchEntity', 404, 'not found') });
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete deferred');
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete done', 'alice create done']);
  });

  it('given AWS repeats the secret in an error, nobody is told the secret (G5)', async () => {
    const one = alice();
    let secret = '';
    one.account.intercept = ({ operation }, serve) => {
      secret ||= keysOf(one)[1]?.SecretAccessKey ?? '';
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      throw new ServiceError('ValidationException', 400, `Value '{"SecretAccessKey":"${secret}"}' failed`);
    };
    const { error } = await one.sweep();
    expect(error?.message).toContain('Storing');
    const told = textsOf(one) + JSON.stringify(error, ['message', 'cause', 'errors', 'stack']);
    expect(secret).toMatch(/^CANARY\S{20}/);
    expect(told).not.toContain(secret.slice(12, 20));
    expect(told).not.toContain('CANARY');
  });
});

describe('marks without a meaning', () => {
  it('given an intent without a date, it is removed, and the user is served in the same sweep', async () => {
    const one = world([userOfAge('alice', 61, { Tags: { 'access-key-sweeper:creating:x': 'garbage' } })]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given an overlap that begins in years, it begins today', async () => {
    const one = replaced('AWSCURRENT', { Tags: { [`access-key-sweeper:told-since:${oldId}`]: '2036-01-01T00:00:00Z' } });
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
    one.pass(14);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete done']);
  });

  it('given a user with all the tags that IAM allows, an old key ends all the same', async () => {
    const others = Object.fromEntries(Array.from({ length: 46 }, (_, n) => [`team-${n}`, 'x']));
    // The other four are the pointer, the marks that vouch for both keys, and this one.
    const Tags = { ...others, [`access-key-sweeper:told-since:${oldId}`]: `2026-02-17T06:00:00Z ${today} ${today} any` };
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
    expect(textsOf(one)).toContain('It may be Inactive already');
    expect(textsOf(one)).toContain('update-access-key');
  });

  it('given a forced sweep of an exempt user without keys, its marks stay', async () => {
    const told = { [`access-key-sweeper:told-since:${oldId}`]: `2026-02-17T06:00:00Z ${today} ${today} any` };
    const one = world([{ UserName: 'alice', AccessKeys: [], Tags: { 'access-key-sweeper:exempt': 'x', ...told } }]);
    await one.sweep({ users: ['alice'], force: true });
    expect(writes(one.account)).toEqual(['sns:Publish']);
  });
});

/** Gives lost answers the code of a broken connection, after which the SDK tries again. */
function withCode(inner: NonNullable<Account['intercept']>): NonNullable<Account['intercept']> {
  return (call, serve) => {
    try {
      return inner(call, serve);
    } catch (thrown) {
      throw thrown instanceof ServiceError ? thrown : Object.assign(thrown as Error, { code: 'ECONNRESET' });
    }
  };
}
