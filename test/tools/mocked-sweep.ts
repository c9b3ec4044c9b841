import { type AccessKeyMetadata, GetAccessKeyLastUsedCommand, ListAccessKeysCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  type SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { knownOf } from '../../lib/act/known-state.ts';
import type { Task } from '../../lib/act/task.ts';
import { makeClients } from '../../lib/aws/clients.ts';
import type { Sweep } from '../../lib/aws/deps.ts';
import { decide } from '../../lib/decide/decide.ts';
import type { Plan } from '../../lib/model/plan.ts';
import type { AccessKey, Evidence } from '../../lib/model/user.ts';
import { aUser, config, now, type Overrides, secretArn, type UserSketch } from './builders.ts';

export { secretArn };

/** The tag by which a secret is bob's. */
export const ownTags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDACKCEVSQ6C2EXAMPLE' }];

/** A sweep whose clients send nothing: each test sets the answers that it needs. `sleep` moves its clock. */
export function mockedSweep(overrides: Overrides = {}) {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const clients = makeClients({ callsPerSecond: Number.POSITIVE_INFINITY, region: 'eu-west-1', credentials });
  let time = now;
  const sweep: Sweep = {
    deps: {
      ...clients,
      stsAs: () => clients.sts,
      clock: () => time,
      concurrency: 1,
      nonce: () => 'a-nonce',
      sleep: async (ms) => {
        time = addMilliseconds(time, ms);
      },
      log: () => {},
      topicArn: 'arn:aws:sns:us-east-1:123456789012:notices',
      alertsArn: 'arn:aws:sns:us-east-1:123456789012:alerts',
      schedules: {
        group: 'access-key-sweeper-prod',
        watchdog: 'no-sweep',
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:sweep',
        roleArn: 'arn:aws:iam::123456789012:role/schedule',
        queueArn: 'arn:aws:sqs:us-east-1:123456789012:undelivered',
      },
      environment: 'prod',
    },
    config: config({ mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' }, ...overrides }),
    now,
    timing: undefined,
    id: 'sweep-1',
    deployment: { accountId: '123456789012', region: 'eu-west-1', stage: 'prod' },
    userNames: new Map([['AIDACKCEVSQ6C2EXAMPLE', 'bob']]),
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
export function awsError(name: string, { fault = 'client' as 'client' | 'server', attempts = 1 } = {}): Error {
  return Object.assign(new Error(`${name} by AWS`), { name, $fault: fault, $metadata: { attempts } });
}

type Mocked = ReturnType<typeof mockedSweep>;

/** Lets IAM list these keys; with several lists, one after the other, and the last one again and again. */
export function listsKeys({ iam }: Pick<Mocked, 'iam'>, ...lists: readonly (readonly AccessKey[])[]): void {
  const answers = lists.map((keys) => ({ AccessKeyMetadata: [...keys] as AccessKeyMetadata[], IsTruncated: false }));
  const call = iam.on(ListAccessKeysCommand);
  for (const answer of answers.slice(0, -1)) call.resolvesOnce(answer);
  call.resolves(answers.at(-1) ?? {});
}

/** Lets IAM list these tags of a user. */
export function listsTags({ iam }: Pick<Mocked, 'iam'>, tags: Record<string, string> = {}, hasPointer = true): void {
  const pointer = hasPointer ? { 'access-key-sweeper:secret:arn': `${secretArn} prod` } : {};
  const Tags = Object.entries({ ...pointer, ...tags }).map(([Key, Value]) => ({ Key, Value }));
  iam.on(ListUserTagsCommand).resolves({ Tags, IsTruncated: false });
}

/** Lets IAM list further tags of the user of a task. */
export function addsTags({ iam, task }: Pick<Mocked, 'iam'> & { task: { plan: Plan } }, tags: Record<string, string> = {}): void {
  listsTags({ iam }, { ...Object.fromEntries(task.plan.evidence?.tags.all ?? []), ...tags });
}

/** Lets IAM show the last use of each key as it was read. */
export function showsLastUse({ iam }: Pick<Mocked, 'iam'>, lastUse: Evidence['lastUse'] | undefined): void {
  iam.on(GetAccessKeyLastUsedCommand).callsFake(async ({ AccessKeyId }: { AccessKeyId: string }) => {
    const { at, service = 'N/A', region = 'N/A' } = lastUse?.get(AccessKeyId) ?? {};
    return { AccessKeyLastUsed: { LastUsedDate: at, ServiceName: service, Region: region } };
  });
}

type Versions = Record<string, readonly string[]>;

/** Lets Secrets Manager show bob's secret, with the stages of each version by its id; undefined: there is no secret. */
export function showsSecret(
  { secrets }: Pick<Mocked, 'secrets'>,
  versions: Versions | undefined,
  more: Partial<DescribeSecretCommandOutput> = {},
): void {
  if (!versions) {
    secrets.on(DescribeSecretCommand).rejects(awsError('ResourceNotFoundException'));
    return;
  }
  const Versions = Object.entries(versions).map(([VersionId, stages]) => {
    return { VersionId, VersionStages: [...stages], CreatedDate: now };
  });
  secrets.on(DescribeSecretCommand).resolves({ ARN: secretArn, Tags: ownTags, ...more });
  secrets.on(ListSecretVersionIdsCommand).resolves({ ARN: secretArn, Versions });
}

/** Lets Secrets Manager list these secrets, on as many pages. */
export function listsSecrets({ secrets }: Pick<Mocked, 'secrets'>, ...pages: readonly SecretListEntry[][]): void {
  const call = secrets.on(ListSecretsCommand);
  pages.forEach((SecretList, n) => {
    const NextToken = n < pages.length - 1 ? `page-${n + 2}` : undefined;
    call.resolvesOnce({ SecretList, NextToken });
  });
  if (pages.length === 0) call.resolves({ SecretList: [] });
}

/** The task to act on the first key of a user whose account is as it was when it was decided. */
export function mockedTask(user: UserSketch = {}, overrides: Overrides = {}) {
  const mocked = mockedSweep(overrides);
  const holder = aUser(user);
  const made = decide(holder, mocked.sweep.config, now);
  const [decision] = made.decisions;
  if (!decision) throw new Error('The user has no key to act on');
  const versions = [...(holder.evidence?.secret.versions ?? [])].map(([id, { stages }]) => [id, stages]);
  listsKeys(mocked, holder.keys);
  addsTags({ ...mocked, task: { plan: made } });
  showsLastUse(mocked, holder.evidence?.lastUse);
  showsSecret(mocked, Object.fromEntries(versions));
  const task: Task = { decision, plan: made, known: knownOf(made), sweep: mocked.sweep };
  return { ...mocked, task };
}

/** Returns what was sent to a mocked client, as `Operation` and the input. */
export function sentTo(client: { calls: () => { args: unknown[] }[] }): [operation: string, input: object][] {
  return client.calls().map(({ args: [command] }) => {
    const sent = command as { input: object; constructor: { name: string } };
    return [sent.constructor.name.replace(/Command$/, ''), sent.input];
  });
}
