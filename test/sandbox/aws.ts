import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import type { Settings } from '../../sandbox/account/settings.ts';
import { requestHandler } from '../../sandbox/serve/handler.ts';

export const start = new Date('2026-03-03T06:00:00.250Z');

export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** The credentials of whoever sweeps and looks. */
export const own: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-sweeper-itself' };

/** An account and SDK clients for it, which try each call once. */
export type Aws = {
  account: Account;
  cloudFormation: CloudFormationClient;
  iam: IAMClient;
  lambda: LambdaClient;
  logs: CloudWatchLogsClient;
  scheduler: SchedulerClient;
  secrets: SecretsManagerClient;
  sns: SNSClient;
  sqs: SQSClient;
  sts: STSClient;
  /** A client of STS with these credentials. */
  stsAs(credentials: Credentials): STSClient;
  /** Calls Organizations, of which the product has no client. Resolves to the answer, or rejects as a client does. */
  organizations(operation: string, input: object): Promise<object>;
};

/** Returns clients for an account with these users and secrets, as in an account file; `AccessKeys` may be left out. */
export function aws(users: readonly object[] = [], settings: Partial<Settings> = {}, secrets: readonly object[] = []): Aws {
  const whole = users.map((user) => ({ AccessKeys: [], ...user }));
  const file = { now: start.toISOString(), users: whole, secrets };
  const account = accountOf(parseAccount(file, 'the test', start));
  Object.assign(account.settings, settings);
  return { account, ...clientsFor({ requestHandler: requestHandler(account) }) };
}

/** Returns clients with these options, such as an `endpoint` or a `requestHandler`. */
export function clientsFor(where: object, maxAttempts = 1): Omit<Aws, 'account'> {
  const options = { region: 'us-east-1', credentials: own, maxAttempts, ...where };
  const secrets = new SecretsManagerClient(options);
  return {
    cloudFormation: new CloudFormationClient(options),
    iam: new IAMClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    scheduler: new SchedulerClient(options),
    secrets,
    sns: new SNSClient(options),
    // The URLs of queues would lead to AWS.
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    sts: new STSClient(options),
    stsAs: (other) => new STSClient({ ...options, credentials: other }),
    organizations: async (operation, input) => {
      const { response } = await secrets.config.requestHandler.handle({
        ...{ method: 'POST', path: '/', protocol: 'https:', hostname: 'localhost', query: {} },
        headers: { 'x-amz-target': `AWSOrganizationsV20161128.${operation}` },
        body: JSON.stringify(input),
      } as never);
      const { __type, ...output } = JSON.parse(Buffer.from(response.body).toString());
      if (__type) throw new Refused(__type, response.statusCode);
      return output;
    },
  };
}

/** An error that AWS answered, as a client of the SDK throws it. */
export class Refused extends Error {
  readonly $metadata: { httpStatusCode: number };

  constructor(code: string, httpStatusCode: number) {
    super(code);
    this.name = code;
    this.$metadata = { httpStatusCode };
  }
}

/** Resolves to `accepted` or, if the call is refused, to `code status`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error as { name: string; $metadata?: { httpStatusCode?: number } },
  );
  return thrown ? `${thrown.name} ${thrown.$metadata?.httpStatusCode}` : 'accepted';
}
