import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import type { Account } from '../account/account.ts';
import { ServiceError } from '../services/service-error.ts';

/**
 * Throws a ServiceError if a call exceeds `iamCallsPerSecond`, by a token bucket for each operation that holds the calls of
 * one second. Other services are not throttled. IAM has a rate for each operation, and publishes none (AWS Security Blog,
 * "IAM at scale").
 */
export function throttle(account: Account, operation: string): void {
  if (!operation.startsWith('iam:')) return;
  const { buckets, clock, settings } = account;
  const bucket = buckets.get(operation);
  const most = settings.iamCallsPerSecond;
  const now = clock.now();
  const filled = bucket ? bucket.calls + (differenceInMilliseconds(now, bucket.at) / 1000) * most : most;
  const calls = Math.min(most, filled);
  buckets.set(operation, { calls: calls < 1 ? calls : calls - 1, at: now });
  if (calls < 1) throw new ServiceError('Throttling', 400, 'Rate exceeded');
}
