import { createHash } from 'node:crypto';
import type { Account } from './account.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A key id that looks like AWS's documentation keys: AKIA, nine counted characters, EXAMPLE. */
export function nextKeyId(account: Account): string {
  return unused(account, () => `AKIA${counted(account)}EXAMPLE`);
}

/** A UserId as IAM's, counted. */
export function nextUserId(account: Account): string {
  return unused(account, () => `AIDA${counted(account)}EXAMPLE`);
}

/** The secret of a key: 40 characters that begin with CANARY, so that a leak can be searched for. */
export function secretFor(AccessKeyId: string): string {
  return `CANARY${createHash('sha256').update(AccessKeyId).digest('base64').slice(0, 34)}`;
}

/** The ARN of a new secret; AWS ends it with six random characters, so that a later one of that name has another. */
export function secretArn({ accountId, clock }: Account, Name: string): string {
  const suffix = createHash('sha256')
    .update(`${Name} ${clock.now().toISOString()}`)
    .digest('hex')
    .slice(0, 6);
  return `arn:aws:secretsmanager:us-east-1:${accountId}:secret:${Name}-${suffix}`;
}

/** The next id that the file which the account came from does not have. */
function unused({ taken }: Account, next: () => string): string {
  for (;;) {
    const id = next();
    if (!taken.has(id)) return id;
  }
}

function counted(account: Account): string {
  account.counter += 1;
  let rest = account.counter;
  let text = '';
  for (let i = 0; i < 9; i++) {
    text = (letters[rest % 32] ?? 'A') + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
