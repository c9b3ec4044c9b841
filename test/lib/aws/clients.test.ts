import { describe, expect, it } from 'vitest';
import { type Clients, makeClients } from '../../../lib/aws/clients.ts';

/** The options of the SDK's HTTP handler, which it shows only after it sent something. */
type Handler = { configProvider: Promise<Record<string, unknown>> };

const { stsAs, ...clients }: Clients = makeClients({
  callsPerSecond: Number.POSITIVE_INFINITY,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
});
const proof = stsAs({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'y' });

const attempts: Record<string, number> = {
  ...{ iam: 5, iamWrite: 4, iamCreate: 1, scheduler: 4, secrets: 4, sns: 4, sts: 4 },
  // act/prove.ts repeats the call itself.
  stsAs: 1,
};

describe('every client', () => {
  it.each(Object.entries({ ...clients, stsAs: proof }))(
    'given %s, it has time limits, the attempts that are safe for its calls, and our name as user agent',
    async (name, { config }) => {
      const handler = config.requestHandler as unknown as Handler;
      expect(await handler.configProvider).toMatchObject({ connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true });
      expect(await config.userAgentAppId()).toBe('access-key-sweeper');
      expect({ attempts: await config.maxAttempts() }).toEqual({ attempts: attempts[name] });
    },
  );
});
