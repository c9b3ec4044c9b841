import { describe, expect, it } from 'vitest';
import type { Secret } from '../../sandbox/account/account.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { start, userOfAge, world, writes } from './world.ts';

const alice = () => world([userOfAge('alice', 61)]);
const keysOf = ({ account }: ReturnType<typeof world>) => account.users.get('alice')?.keys ?? [];
const tagsOf = ({ account }: ReturnType<typeof world>) => [
  ...(account.users.get('alice')?.tags.keys() ?? []),
];
const stagesOf = ({ account }: ReturnType<typeof world>) =>
  [...(account.secrets.get('iam-access-keys/alice')?.versions.values() ?? [])].map(({ stages }) =>
    [...stages].join('+'),
  );

const userIdTag = 'access-key-sweeper:user-id';

describe('creating a replacement', () => {
  it('given all goes well, the calls come in the one safe order', async () => {
    const one = alice();
    await one.sweep();
    await one.pass(60);
    one.account.history.length = 0;
    await one.sweep();
    expect(writes(one.account)).toEqual([
      'iam:UpdateAccessKey', // the first key, long superseded
      'iam:UntagUser',
      'iam:TagUser',
      'sns:Publish',
      'sns:Publish',
    ]);
    one.pass(7);
    one.account.history.length = 0;
    await one.sweep();
    expect(writes(one.account)).toEqual([
      'iam:DeleteAccessKey',
      'iam:UntagUser',
      'iam:TagUser', // the intent
      'iam:CreateAccessKey',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage', // AWSCURRENT
      'secretsmanager:UpdateSecretVersionStage', // AWSPENDING off
      'iam:UntagUser', // the intent
      'sns:Publish',
      'iam:TagUser', // told-since
      'sns:Publish',
    ]);
    const order = one.account.history.map(({ operation, ok }) => `${operation}${ok ? '' : ' refused'}`);
    expect(
      order.indexOf('sts:GetCallerIdentity', order.indexOf('secretsmanager:PutSecretValue')),
    ).toBeLessThan(order.indexOf('secretsmanager:UpdateSecretVersionStage'));
    expect(stagesOf(one)).toEqual(['AWSPREVIOUS', 'AWSCURRENT']);
  });

  it('given the place for the secret cannot be made, no key is created', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:CreateSecret', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('CreateSecret iam-access-keys/alice failed: AccessDenied');
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(tagsOf(one)).toEqual([]);
  });

  it('given CreateAccessKey loses its answer, it is not repeated, and a later sweep deletes the orphan (G3)', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    const { error } = await one.sweep();
    expect(error?.message).toContain('no clear answer');
    expect(keysOf(one)).toHaveLength(2);
    expect(tagsOf(one)).toEqual(['access-key-sweeper:creating:sweep-1']);
    await one.sweep();
    expect(one.decided()).toEqual(['alice in-flight deferred', 'alice in-flight deferred']);
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice create done']);
    expect(keysOf(one)).toHaveLength(2);
    expect(stagesOf(one)).toEqual(['AWSCURRENT']);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given CreateAccessKey is refused, the mark is removed and nothing is left', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('CreateAccessKey for alice failed: AccessDenied');
    expect(keysOf(one)).toHaveLength(1);
    expect(tagsOf(one)).toEqual([]);
  });

  it('given the put is refused, the new key is deleted at once', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:PutSecretValue', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('deleted again');
    expect(keysOf(one)).toHaveLength(1);
    expect(tagsOf(one)).toEqual([]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });

  it.each([
    ['was executed', true, 'done'],
    ['was not executed', false, 'failed'],
  ])(
    'given every answer to the put is lost and it %s, the sweep looks and knows',
    async (_, executed, outcome) => {
      const one = alice();
      failNext(one.account, 'secretsmanager:PutSecretValue', { times: 99, executed });
      await one.sweep();
      expect(one.decided()).toEqual([`alice create ${outcome}`]);
      expect(keysOf(one)).toHaveLength(executed ? 2 : 1);
    },
  );

  it('given nobody can say whether the put was executed, key and mark stay, and a later sweep finishes (G3)', async () => {
    const one = alice();
    let asked = 0;
    one.account.intercept = ({ operation: name }, serve) => {
      if (name === 'secretsmanager:PutSecretValue') serve();
      if (name === 'secretsmanager:PutSecretValue') throw new Error('reset');
      if (name === 'secretsmanager:DescribeSecret' && ++asked > 2) throw new Error('reset');
      return serve();
    };
    const { error } = await one.sweep();
    expect(error).toBeDefined();
    expect(keysOf(one)).toHaveLength(2);
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(keysOf(one)).toHaveLength(2);
    expect(stagesOf(one)[0]).toContain('AWSCURRENT');
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given the new key does not authenticate in half a minute, it stays pending and is finished later', async () => {
    const one = alice();
    await one.sweep();
    one.pass(60);
    await one.sweep();
    one.pass(7);
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

  it('given a person stores a value meanwhile, it stays current and our key is deleted', async () => {
    const one = alice();
    await one.sweep();
    one.pass(60);
    await one.sweep();
    one.pass(7);
    const secret = one.account.secrets.get('iam-access-keys/alice');
    rightBefore(one.account, 'secretsmanager:UpdateSecretVersionStage', () => {
      for (const { stages } of secret?.versions.values() ?? []) stages.delete('AWSCURRENT');
      const VersionId = 'a-value-that-a-person-stored-by-hand';
      secret?.versions.set(VersionId, {
        VersionId,
        SecretString: '{"AccessKeyId":"AKIAOFAPERSONEXAMPLE"}',
        stages: new Set(['AWSCURRENT']),
        CreatedDate: one.account.clock.now(),
      });
    });
    await one.sweep();
    expect(one.decided()).toContain('alice create deferred');
    expect(secret?.versions.get('a-value-that-a-person-stored-by-hand')?.stages).toEqual(
      new Set(['AWSCURRENT']),
    );
    expect(keysOf(one)).toHaveLength(1);
    expect(tagsOf(one)).toEqual([]);
  });

  it.each<[string, Partial<Secret>, string]>([
    ['not ours', { tags: [{ Key: 'team', Value: 'x' }] }, 'tag it access-key-sweeper:user-id='],
    [
      'of another user of that name',
      { tags: [{ Key: userIdTag, Value: 'AIDAOTHER' }] },
      'belongs to another user',
    ],
    ['scheduled for deletion', { DeletedDate: start }, 'restore-secret'],
    ['with a rotation of its own', { RotationEnabled: true }, 'cancel-rotate-secret'],
    ['of another service', { OwningService: 'rds' }, 'managed by rds'],
  ])('given a secret %s, it is never written to, and a person is told what to do', async (_, more, words) => {
    const one = world([userOfAge('alice', 61, { UserId: 'AIDAALICEEXAMPLE' })], {
      secrets: [{ Name: 'iam-access-keys/alice', versions: [], Tags: { [userIdTag]: 'AIDAALICEEXAMPLE' } }],
    });
    Object.assign(one.account.secrets.get('iam-access-keys/alice') ?? {}, more);
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice create none']);
    expect(writes(one.account)).toEqual(['sns:Publish', 'sns:Publish']);
    for (const { Message } of one.account.published) expect(Message).toContain(words);
    expect(one.account.published[0]?.attributes.event).toBe('unwritable');
  });

  it('given AWS still counts the key that this sweep deleted, the creation is deferred', async () => {
    const one = world([
      {
        UserName: 'alice',
        AccessKeys: [
          { Status: 'Active', ageDays: 65 },
          { AccessKeyId: 'AKIAINACTIVEXEXAMPLE', Status: 'Inactive', ageDays: 100 },
        ],
        Tags: { 'access-key-sweeper:inactive-since:AKIAINACTIVEXEXAMPLE': '2026-02-20T06:00:00Z' },
      },
    ]);
    failNext(one.account, 'iam:CreateAccessKey', { error: new ServiceError('LimitExceeded', 409, 'quota') });
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice inactive-past-delete done', 'alice create deferred']);
    expect(tagsOf(one)).toEqual([]);
  });
});
