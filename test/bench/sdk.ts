import { readFileSync } from 'node:fs';
import {
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  DescribeSecretCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { RecordedCall } from './figures.ts';
import { measure } from './measure.ts';

// A process of its own, bundled as the function is: the calls that a sweep made in mode report, sent by clients of the SDK that
// have no options but the sweep's timeouts. Endpoint, region and credentials are in the environment.

/** How this program is told what to do; `callsFile` has the recorded calls as JSON. */
export type SdkAsked = { callsFile: string; concurrency: number };

const { callsFile, concurrency } = JSON.parse(process.argv[2] ?? '') as SdkAsked;
const calls = JSON.parse(readFileSync(callsFile, 'utf8')) as RecordedCall[];

const options = { requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } };
const iam = new IAMClient(options);
const scheduler = new SchedulerClient(options);
const secrets = new SecretsManagerClient(options);
const sns = new SNSClient(options);
const sts = new STSClient(options);

/** Recorded input has no type, and each command has one of its own. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Input = any;

const senders: Record<string, (input: Input) => Promise<unknown>> = {
  'iam:GetAccessKeyLastUsed': (input) => iam.send(new GetAccessKeyLastUsedCommand(input)),
  'iam:GetAccountSummary': (input) => iam.send(new GetAccountSummaryCommand(input)),
  'iam:ListAccessKeys': (input) => iam.send(new ListAccessKeysCommand(input)),
  'iam:ListUsers': (input) => iam.send(new ListUsersCommand({ ...input, MaxItems: Number(input.MaxItems ?? 100) })),
  'iam:ListUserTags': (input) => iam.send(new ListUserTagsCommand(input)),
  'scheduler:GetSchedule': (input) => scheduler.send(new GetScheduleCommand(input)),
  'scheduler:UpdateSchedule': (input) =>
    scheduler.send(new UpdateScheduleCommand({ ...input, StartDate: new Date(input.StartDate * 1_000) })),
  'secretsmanager:DescribeSecret': (input) => secrets.send(new DescribeSecretCommand(input)),
  'secretsmanager:ListSecrets': (input) => secrets.send(new ListSecretsCommand(input)),
  'secretsmanager:ListSecretVersionIds': (input) => secrets.send(new ListSecretVersionIdsCommand(input)),
  'sns:GetSubscriptionAttributes': (input) => sns.send(new GetSubscriptionAttributesCommand(input)),
  'sns:ListSubscriptionsByTopic': (input) => sns.send(new ListSubscriptionsByTopicCommand(input)),
  // What the wire has as a list, the SDK takes as a map; a digest has few attributes, and they change nothing here.
  'sns:Publish': ({ MessageAttributes: _, ...input }) => sns.send(new PublishCommand(input)),
  'sts:GetCallerIdentity': (input) => sts.send(new GetCallerIdentityCommand(input)),
};

async function send({ operation, input, code }: RecordedCall): Promise<void> {
  const sender = senders[operation];
  if (!sender) throw new Error(`A sweep calls ${operation}, which test/bench/sdk.ts does not know: add it there`);
  try {
    await sender(input);
  } catch (thrown) {
    // A sweep looks for secrets that are not there.
    if (!code) throw thrown;
  }
}

await measure(async (lookAtHeap) => {
  const next = calls.values();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const call of next) await send(call);
    }),
  );
  lookAtHeap();
  return 0;
});
