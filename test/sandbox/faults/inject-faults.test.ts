import { CreateAccessKeyCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { CreateSecretCommand, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults/fault-schema.ts';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import { type Aws, aws, refusal } from '../aws.ts';
import { valid } from '../schedule.ts';

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
  ] as const)('given %j, the caller sees %s, and %i keys are created', async (fault, seen, made) => {
    const one = faulty({ operation, fault });
    expect(await refusal(create(one))).toBe(seen);
    expect(keysOf(one), 'keys').toBe(made);
    expect(await refusal(create(one)), 'the next call').toBe('accepted');
  });

  it.each([
    ['sts:GetCallerIdentity', 'Throttling 400', ({ sts }: Aws) => sts.send(new GetCallerIdentityCommand({}))],
    ['secretsmanager:CreateSecret', 'ThrottlingException 400', ({ secrets }: Aws) => secrets.send(new CreateSecretCommand({ Name: 'a' }))],
    ['scheduler:CreateSchedule', 'ThrottlingException 429', ({ scheduler }: Aws) => scheduler.send(new CreateScheduleCommand(valid))],
  ])('given %s is throttled, the answer is that of its service: %s', async (name, seen, call) => {
    expect(await refusal(call(faulty({ operation: name, fault: 'throttle' })))).toBe(seen);
  });

  it('given skip and times, it hits just those calls', async () => {
    const one = faulty({ operation: 'iam:ListAccessKeys', skip: 1, times: 2, fault: 'throttle' });
    const seen: string[] = [];
    for (let n = 0; n < 5; n++) seen.push(await refusal(one.iam.send(new ListAccessKeysCommand({ UserName }))));
    expect(seen).toEqual(['accepted', 'Throttling 400', 'Throttling 400', 'accepted', 'accepted']);
  });

  it('given it is about a user, others are spared', async () => {
    const one = faulty({ operation, UserName: 'bob', fault: 'throttle' });
    expect(await refusal(create(one))).toBe('accepted');
    expect(await refusal(create(one, 'bob'))).toBe('Throttling 400');
  });

  it('given it is about a user, it finds that one by secret, key and signature too', async () => {
    const fault = { code: 'ServiceUnavailable', status: 503 };
    const look = 'secretsmanager:DescribeSecret';
    const about = [look, look, 'sts:GetCallerIdentity', 'iam:GetAccessKeyLastUsed'];
    const one = faulty(...about.map((name) => ({ operation: name, UserName: 'a,b', fault })));
    one.account.users.set('a,b', { ...structuredClone(one.account.users.get(UserName)), UserName: 'a,b' } as never);
    const SecretId = 'iam-access-keys/a/b';
    const { ARN } = await one.secrets.send(new CreateSecretCommand({ Name: SecretId }));
    expect(await refusal(one.secrets.send(new DescribeSecretCommand({ SecretId })))).toBe('ServiceUnavailable 503');
    expect(await refusal(one.secrets.send(new DescribeSecretCommand({ SecretId: ARN })))).toBe('ServiceUnavailable 503');
    const { AccessKey } = await create(one, 'a,b');
    const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x' };
    expect(await refusal(one.stsAs(credentials).send(new GetCallerIdentityCommand({})))).toBe('ServiceUnavailable 503');
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
