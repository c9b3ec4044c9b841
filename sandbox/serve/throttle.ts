import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import type { Account } from '../account/account.ts';
import { ServiceError } from '../services/service-error.ts';

/**
 * Refuses a call to IAM when the account's bucket is empty: it fills by `iamCallsPerSecond` and holds a second's
 * worth. IAM throttles with this code, status and words; its own rates are unpublished.
 */
export function throttle(account: Account, operation: string): void {
  if (!operation.startsWith('iam:')) return;
  const { bucket, clock, settings } = account;
  const most = settings.iamCallsPerSecond;
  const now = clock.now();
  const filled = bucket ? bucket.calls + (differenceInMilliseconds(now, bucket.at) / 1000) * most : most;
  const calls = Math.min(most, filled);
  account.bucket = { calls: calls < 1 ? calls : calls - 1, at: now };
  if (calls < 1) throw new ServiceError('Throttling', 400, 'Rate exceeded');
}
