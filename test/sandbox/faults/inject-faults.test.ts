import { CreateAccessKeyCommand, ListAccessKeysCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../sandbox/faults/fault-file.ts';
import type { Fault } from '../../../sandbox/faults/fault-schema.ts';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import { manualChangeNames } from '../../../sandbox/faults/manual-changes.ts';
import { type Aws, aws, refusal } from '../aws.ts';
import { labels, put } from '../secrets.ts';

const UserName = 'alice';

/** An account in which these faults happen, in its first sweep. */
function faulty(...faults: Fault[]): Aws {
  const one = aws([{ UserName }, { UserName: 'bob' }]);
  injectFaults(one.account, faults).begin(1);
  return one;
}

const create = ({ iam }: Aws, name = UserName) => iam.send(new CreateAccessKeyCommand({ UserName: name }));
const keysOf = ({ account }: Aws) => account.users.get(UserName)?.keys.length;
const operation = 'iam:CreateAccessKey';

describe('a fault', () => {
  it.each([
    ['drop-before', 'Error undefined', 0],
    ['drop-after', 'Error undefined', 1],
    ['throttle', 'Throttling 400', 0],
    ['error-500-after', 'InternalFailure 500', 1],
    [{ code: 'AccessDenied', status: 403 }, 'AccessDenied 403', 0],
  ] as const)('given %j, the caller sees %s, and the key is made %i times', async (fault, seen, made) => {
    const one = faulty({ operation, fault });
    expect(await refusal(create(one))).toBe(seen);
    expect(keysOf(one)).toBe(made);
    expect(await refusal(create(one))).toBe('accepted');
  });

  it('given it skips and is repeated, it hits just those calls', async () => {
    const one = faulty({ operation: 'iam:ListAccessKeys', skip: 1, times: 2, fault: 'throttle' });
    const seen: string[] = [];
    for (let n = 0; n < 5; n++)
      seen.push(await refusal(one.iam.send(new ListAccessKeysCommand({ UserName }))));
    expect(seen).toEqual(['accepted', 'Throttling 400', 'Throttling 400', 'accepted', 'accepted']);
  });

  it('given it is about a user, others are spared', async () => {
    const one = faulty({ operation, UserName: 'bob', fault: 'throttle' });
    expect(await refusal(create(one))).toBe('accepted');
    expect(await refusal(create(one, 'bob'))).toBe('Throttling 400');
  });

  it('given it is about a user, it finds that one by secret, key and signature too', async () => {
    const fault = { code: 'Found', status: 400 };
    const look = 'secretsmanager:DescribeSecret';
    const about = [look, look, 'sts:GetCallerIdentity', 'iam:GetAccessKeyLastUsed'];
    const one = faulty(...about.map((name) => ({ operation: name, UserName: 'a,b', fault })));
    one.account.users.set('a,b', {
      ...structuredClone(one.account.users.get(UserName)),
      UserName: 'a,b',
    } as never);
    const SecretId = 'iam-access-keys/a/b';
    const { ARN } = await one.secrets.send(new CreateSecretCommand({ Name: SecretId }));
    expect(await refusal(one.secrets.send(new DescribeSecretCommand({ SecretId })))).toBe('Found 400');
    expect(await refusal(one.secrets.send(new DescribeSecretCommand({ SecretId: ARN })))).toBe('Found 400');
    const { AccessKey } = await create(one, 'a,b');
    const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x' };
    expect(await refusal(one.stsAs(credentials).send(new GetCallerIdentityCommand({})))).toBe('Found 400');
    expect(await refusal(one.sts.send(new GetCallerIdentityCommand({})))).toBe('accepted');
  });

  it('given it is for another sweep, it waits for that', async () => {
    const one = aws([{ UserName }]);
    const { begin } = injectFaults(one.account, [{ sweep: 2, operation, fault: 'throttle' }]);
    begin(1);
    expect(await refusal(create(one))).toBe('accepted');
    begin(2);
    expect(await refusal(create(one))).toBe('Throttling 400');
  });
});

describe('people who meddle', () => {
  const tags = ({ account }: Aws) => [...(account.users.get(UserName)?.tags.values() ?? [])];
  const alice = () => {
    const AccessKeys = [
      { AccessKeyId: 'AKIAALICE00000000001', Status: 'Active', ageDays: 70 },
      { AccessKeyId: 'AKIAALICE00000000002', Status: 'Inactive', ageDays: 9 },
    ];
    return aws([{ UserName, AccessKeys, UserId: 'AIDAALICE0000000001' }]);
  };
  const meddled = async (one: Aws, byHand: (typeof manualChangeNames)[number], more = {}) => {
    injectFaults(one.account, [{ operation: 'iam:ListUserTags', fault: { byHand, ...more } }]).begin(1);
    const seen = await refusal(one.iam.send(new ListUserTagsCommand({ UserName })));
    delete one.account.intercept;
    const done = one.account.history.filter((call) => call.operation === `person:${byHand}`);
    return `${seen}, ${done.length} done`;
  };
  const statuses = ({ account }: Aws) => account.users.get(UserName)?.keys.map(({ Status }) => Status);

  it('given a person changes keys, the account has it so', async () => {
    const one = alice();
    expect(await meddled(one, 'create-key')).toBe('accepted, 0 done');
    expect(await meddled(one, 'reactivate-key')).toBe('accepted, 1 done');
    expect(statuses(one)).toEqual(['Active', 'Active']);
    await meddled(one, 'deactivate-key');
    expect(statuses(one)).toEqual(['Inactive', 'Active']);
    await meddled(one, 'delete-key', { AccessKeyId: 'AKIAALICE00000000002' });
    expect(statuses(one)).toEqual(['Inactive']);
    await meddled(one, 'create-key');
    expect(statuses(one)).toEqual(['Inactive', 'Active']);
  });

  it('given a person makes a key, whoever made it has it', async () => {
    const one = alice();
    await meddled(one, 'delete-key');
    await meddled(one, 'create-key');
    expect(one.account.users.get(UserName)?.keys.map(({ isMinted }) => isMinted)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('given a person changes tags, the account has it so', async () => {
    const one = alice();
    await meddled(one, 'tag-user', { tag: { Key: 'Team', Value: 'x' } });
    expect(tags(one)).toEqual([{ Key: 'Team', Value: 'x' }]);
    await meddled(one, 'tag-user', { tag: { Key: 'team' } });
    expect(tags(one)).toEqual([]);
  });

  it('given a person changes the secret, the account has it so', async () => {
    const one = alice();
    expect(await meddled(one, 'write-secret')).toBe('accepted, 0 done');
    const Tags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAALICE0000000001' }];
    await one.secrets.send(new CreateSecretCommand({ Name: 'demo', Tags }));
    await put(one, 'a');
    await meddled(one, 'write-secret');
    expect(await labels(one)).toMatchObject({ a: 'AWSPREVIOUS' });
    await meddled(one, 'roll-back-secret');
    expect(await labels(one)).toMatchObject({ a: 'AWSCURRENT' });
    await meddled(one, 'delete-secret');
    expect(one.account.secrets.get('demo')?.DeletedDate).toBeDefined();
    expect(await meddled(one, 'write-secret')).toBe('accepted, 1 done');
    expect(await meddled(one, 'roll-back-secret')).toBe('accepted, 1 done');
    expect(await labels(one)).toMatchObject({ a: 'AWSCURRENT' });
    await meddled(one, 'restore-secret');
    expect(one.account.secrets.get('demo')?.DeletedDate).toBeUndefined();
  });

  it('given a person deletes the user, AWS knows it no more', async () => {
    expect(await meddled(alice(), 'delete-user')).toBe('NoSuchEntityException 404, 1 done');
  });
});

describe('a file of faults', () => {
  it('given faults in it, all are listed', () => {
    const content = [
      { operation: 'CreateAccessKey', fault: 'drop' },
      { operation, times: 0, fault: 'throttle', x: 1 },
    ];
    expect(() => parseFaults(content, 'f.json')).toThrow(
      /^f.json: 4 faults\n {2}faults\.0\.operation: expected a service/,
    );
  });

  it('given every kind, it is taken as it is', () => {
    const kinds = ['drop-before', 'drop-after', 'throttle', 'error-500-after', 'crash-before', 'crash-after'];
    const content = [
      ...kinds.map((fault) => ({ operation, fault })),
      { sweep: 2, operation, UserName, skip: 1, times: 3, fault: { code: 'AccessDenied', status: 403 } },
      ...manualChangeNames.map((byHand) => ({ operation, fault: { byHand } })),
    ];
    expect(parseFaults(content, 'f.json')).toEqual(content);
  });
});
