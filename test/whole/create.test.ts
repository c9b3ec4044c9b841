import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { moveStage } from '../../sandbox/services/staging-labels.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { byHand, keysOf, secretOf, stagesOf, storeByHand, tagsOf, textsOf, userOfAge, type World, world, writes } from './world.ts';

const alice = () => world([userOfAge('alice', 61)]);

/** A user whose key is the secret's current one, and due for a replacement. */
function rotated(): World {
  const AccessKeyId = 'AKIAALICE00000000001';
  const versions = [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }];
  const AccessKeys = [{ AccessKeyId, Status: 'Active', ageDays: 61 }];
  return world([{ UserName: 'alice', AccessKeys, uses: 'newest' }], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
}

describe('creating a replacement', () => {
  it('given nothing fails, the calls come in the one safe order', async () => {
    const one = alice();
    await one.sweep();
    expect(writes(one.account)).toEqual([
      'iam:TagUser', // the intent
      'secretsmanager:CreateSecret',
      'iam:TagUser', // the pointer
      'iam:CreateAccessKey',
      'secretsmanager:PutSecretValue',
      'iam:TagUser', // vouches for the key
      'secretsmanager:UpdateSecretVersionStage', // AWSPENDING off
      'sns:Publish',
      'iam:TagUser', // told-since
      'sns:Publish',
    ]);
    // Its last day is day 83.
    one.pass(22);
    one.account.history.length = 0;
    await one.sweep();
    expect(writes(one.account)).toEqual([
      'iam:UpdateAccessKey', // the first key, long superseded
      'iam:TagUser', // inactive-since
      'iam:UntagUser', // told-since
      'sns:Publish',
      'iam:TagUser', // the day that its owner was told
      'sns:Publish',
    ]);
    one.pass(45);
    one.account.history.length = 0;
    await one.sweep();
    expect(writes(one.account)).toEqual([
      'iam:DeleteAccessKey',
      'iam:UntagUser',
      'iam:TagUser', // the intent
      'iam:CreateAccessKey',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage', // AWSCURRENT
      'iam:TagUser', // vouches for the key
      'secretsmanager:UpdateSecretVersionStage', // AWSPENDING off
      'sns:Publish',
      'iam:TagUser', // told-since
      'sns:Publish',
    ]);
    const order = one.account.history.map(({ operation, ok }) => `${operation}${ok ? '' : ' refused'}`);
    const proof = order.indexOf('sts:GetCallerIdentity', order.indexOf('secretsmanager:PutSecretValue'));
    expect(order.slice(proof), 'calls from the proof on').toContain('secretsmanager:UpdateSecretVersionStage');
    expect(order.slice(0, proof), 'calls before the proof').not.toContain('secretsmanager:UpdateSecretVersionStage');
    expect(stagesOf(one)).toEqual(['AWSPREVIOUS', 'AWSCURRENT']);
  });

  it('given the secret cannot be created, no key is created', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:CreateSecret', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('CreateSecret iam-access-keys/alice failed: AccessDenied');
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual(['access-key-sweeper:refused:create']);
  });

  it('given another sweep declares its own intent meanwhile, this one steps back and no key is created', async () => {
    const one = alice();
    const Key = 'access-key-sweeper:creating:other';
    const Value = one.account.clock.now().toISOString();
    rightBefore(one.account, 'iam:ListUserTags', () => one.account.users.get('alice')?.tags.set(Key, { Key, Value }), 2);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual([Key]);
  });

  it('given CreateAccessKey loses its answer, it is not repeated, and later sweeps deactivate and delete the orphan (G3)', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    const { error } = await one.sweep();
    expect(error?.message).toContain('no clear answer');
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    expect(tagsOf(one)).toEqual(['access-key-sweeper:creating:sweep-1']);
    await one.sweep();
    expect(one.decided()).toEqual(['alice in-flight deferred', 'alice in-flight deferred']);
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice no-slot none']);
    expect(keysOf(one)[1]).toMatchObject({ Status: 'Inactive' });
    expect(tagsOf(one)).toEqual([expect.stringContaining('creating'), expect.stringContaining('inactive-since')]);
    one.pass(0, 23 * 60);
    await one.sweep();
    expect(one.decided()).toEqual(['alice no-slot none', 'alice inactive-waiting none']);
    one.pass(0, 60);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete done', 'alice create done']);
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    expect(stagesOf(one)).toEqual(['AWSCURRENT']);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given it is not known whether the put was executed, key and mark stay, and a later sweep finishes (G3)', async () => {
    const one = alice();
    one.account.intercept = ({ operation: name }, serve) => {
      if (name === 'secretsmanager:PutSecretValue') serve();
      if (name === 'secretsmanager:PutSecretValue') throw new Error('reset');
      if (name === 'secretsmanager:ListSecretVersionIds') throw new Error('reset');
      return serve();
    };
    const { error } = await one.sweep();
    expect(error).toBeDefined();
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    expect(stagesOf(one)[0]).toContain('AWSCURRENT');
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given the new key does not authenticate in half a minute, it stays pending and is finished later', async () => {
    const one = alice();
    await one.sweep();
    // Its last day is day 83.
    one.pass(22);
    await one.sweep();
    one.pass(45);
    one.account.settings.propagationSeconds = 600;
    await one.sweep();
    expect(one.decided()).toContain('alice create deferred');
    expect(stagesOf(one)).toEqual(['AWSCURRENT', 'AWSPENDING']);
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice unfinished done', 'alice superseded-waiting none']);
    expect(stagesOf(one)).toEqual(['AWSPREVIOUS', 'AWSCURRENT']);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });
});

describe('making a new key current', () => {
  /** Stores another value right before the new key becomes current; `isOursPrevious`: after the new key was current. */
  const rival = (one: World, isOursPrevious: boolean) => () => {
    const secret = secretOf(one);
    const [ours] = [...(secret?.versions.values() ?? [])].slice(-1);
    if (isOursPrevious && secret && ours) moveStage(secret, 'AWSCURRENT', ours.VersionId);
    storeByHand(one);
  };

  it.each([
    ['is AWSPREVIOUS by then, somebody may have it, and it stays', true, 2],
    ['has never been current, nobody has it, and it is deleted', false, 1],
  ])('given another value became current and the new key %s', async (_, isOursPrevious, count) => {
    const one = rotated();
    rightBefore(one.account, 'secretsmanager:UpdateSecretVersionStage', rival(one, isOursPrevious));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(keysOf(one), 'keys of alice').toHaveLength(count);
    expect(tagsOf(one)).toEqual([]);
    expect([...(secretOf(one)?.versions.get(byHand)?.stages ?? [])]).toEqual(['AWSCURRENT']);
  });

  it('given another value became current and AWS does not know so new a key, a later sweep deactivates it (G3)', async () => {
    const one = rotated();
    rightBefore(one.account, 'secretsmanager:UpdateSecretVersionStage', rival(one, false));
    const { intercept } = one.account;
    one.account.intercept = (call, serve) => {
      if (call.operation === 'iam:DeleteAccessKey') throw new ServiceError('NoSuchEntity', 404, 'cannot be found');
      return intercept ? intercept(call, serve) : serve();
    };
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    expect(tagsOf(one)).toEqual([expect.stringContaining('creating')]);
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect(keysOf(one)[1]).toMatchObject({ Status: 'Inactive' });
  });

  it('given the answer is lost and its repetition refused, the new key is current and the creation is done', async () => {
    const one = rotated();
    let tries = 0;
    one.account.intercept = ({ operation, VersionStage }, serve) => {
      if (operation !== 'secretsmanager:UpdateSecretVersionStage' || VersionStage !== 'AWSCURRENT') return serve();
      tries += 1;
      serve();
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    await one.sweep();
    expect(tries, 'calls that move AWSCURRENT').toBe(2);
    expect(one.decided()).toEqual(['alice create done']);
    expect(stagesOf(one)).toContain('AWSCURRENT');
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
  });
});

it.each([
  ['scheduled for deletion', 'create', (one: World) => ({ DeletedDate: one.account.clock.now() }), 'aws secretsmanager restore-secret'],
  ['without our tag', 'pointer-lost', () => ({ tags: [{ Key: 'team', Value: 'x' }] }), 'access-key-sweeper:user-id'],
])('given a secret %s, it is never written to (%s), and a person is told what to do', async (_, rule, change, words) => {
  const one = rotated();
  Object.assign(secretOf(one) ?? {}, change(one));
  const { error } = await one.sweep();
  expect(error).toBeUndefined();
  expect(one.decided()).toEqual([`alice ${rule} none`]);
  expect(writes(one.account)).toEqual(['sns:Publish', 'sns:Publish']);
  expect(one.account.published[0]?.attributes.event).toBe(rule === 'create' ? 'unwritable' : rule);
  expect(textsOf(one)).toContain(words);
});
