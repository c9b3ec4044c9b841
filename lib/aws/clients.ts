import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { nameTheUser } from './name-the-user.ts';
import { pace } from './pace.ts';

export type Clients = {
  /** Reads. */
  iam: IAMClient;
  /** Writes that may be repeated. */
  iamWrite: IAMClient;
  /** CreateAccessKey only: it is not idempotent, so this client never retries. */
  iamCreate: IAMClient;
  scheduler: SchedulerClient;
  secrets: SecretsManagerClient;
  sns: SNSClient;
  sts: STSClient;
  /** Returns an STS client that signs with a new key, to prove that the key works. */
  stsAs: (credentials: { accessKeyId: string; secretAccessKey: string }) => STSClient;
};

type Options = Pick<IAMClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'> & {
  /** Calls of each IAM operation by all its clients together; Infinity: no limit. */
  callsPerSecond: number;
};

/** The SDK has no request timeout by default, and without `throwOnRequestTimeout` it only warns. */
const timeouts = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** Creates every AWS client of a sweep, each with the retries that are safe for its calls. */
export function makeClients({ callsPerSecond, ...options }: Options): Clients {
  const common = { requestHandler: timeouts, userAgentAppId: 'access-key-sweeper', ...options };
  const iam = new IAMClient({ ...common, maxAttempts: 5 });
  const iamWrite = new IAMClient({ ...common, maxAttempts: 4 });
  const iamCreate = new IAMClient({ ...common, maxAttempts: 1 });
  const paced = Number.isFinite(callsPerSecond) ? pace(callsPerSecond) : undefined;
  for (const client of [iam, iamWrite, iamCreate]) {
    client.middlewareStack.use(nameTheUser);
    if (paced) client.middlewareStack.use(paced);
  }
  return {
    iam,
    iamWrite,
    iamCreate,
    scheduler: new SchedulerClient({ ...common, maxAttempts: 4 }),
    secrets: new SecretsManagerClient({ ...common, maxAttempts: 4 }),
    sns: new SNSClient({ ...common, maxAttempts: 4 }),
    sts: new STSClient({ ...common, maxAttempts: 4 }),
    stsAs: (credentials) => new STSClient({ ...common, credentials, maxAttempts: 1 }),
  };
}
