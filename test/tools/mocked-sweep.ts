import { mockClient } from 'aws-sdk-client-mock';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { makeClients } from '../../lib/aws/clients.ts';
import type { Sweep } from '../../lib/aws/deps.ts';
import { config, now, type Overrides } from './builders.ts';

/** A sweep whose clients send nothing: each test sets the answers that it needs. `sleep` moves its clock. */
export function mockedSweep(overrides: Overrides = {}) {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const clients = makeClients({ callsPerSecond: Number.POSITIVE_INFINITY, region: 'us-east-1', credentials });
  let time = now;
  const sweep: Sweep = {
    deps: {
      ...clients,
      stsAs: () => clients.sts,
      clock: () => time,
      concurrency: 1,
      sleep: async (ms) => {
        time = addMilliseconds(time, ms);
      },
      log: () => {},
      topicArn: 'arn:aws:sns:us-east-1:123456789012:notices',
      schedules: {
        group: 'access-key-sweeper-prod',
        watchdog: 'no-sweep',
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:sweep',
        roleArn: 'arn:aws:iam::123456789012:role/schedule',
        queueArn: 'arn:aws:sqs:us-east-1:123456789012:undelivered',
      },
      environment: 'prod',
    },
    config: config({ mode: 'enforce', deploy: { alarmEmail: 'none' }, ...overrides }),
    now,
    timing: undefined,
    id: 'sweep-1',
    accountId: '123456789012',
    delivery: 'delivery-1',
  };
  return {
    sweep,
    iam: mockClient(clients.iam),
    iamWrite: mockClient(clients.iamWrite),
    iamCreate: mockClient(clients.iamCreate),
    secrets: mockClient(clients.secrets),
    sns: mockClient(clients.sns),
    sts: mockClient(clients.sts),
    scheduler: mockClient(clients.scheduler),
  };
}

/** An error as the SDK throws it for an answer of AWS. */
export function awsError(
  name: string,
  { fault = 'client' as 'client' | 'server', attempts = 1 } = {},
): Error {
  return Object.assign(new Error(`${name} by AWS`), { name, $fault: fault, $metadata: { attempts } });
}
