import { createHash } from 'node:crypto';
import type { Account } from './account.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Returns a new access key id in the form of AWS's documentation: AKIA, nine counted characters, EXAMPLE. */
export function nextKeyId(account: Account): string {
  return unused(account, () => `AKIA${counted(account)}EXAMPLE`);
}

/** Returns a new UserId: AIDA, nine counted characters, EXAMPLE. */
export function nextUserId(account: Account): string {
  return unused(account, () => `AIDA${counted(account)}EXAMPLE`);
}

/** Returns a text that is the same for the same calls, and another one after the next call. */
export function nonceOf({ clock, history }: Account): string {
  return createHash('sha256')
    .update(`${clock.now().toISOString()} ${history.length}`)
    .digest('hex')
    .slice(0, 32);
}

/** Returns the secret access key of an id: 40 characters that begin with CANARY, so that tests can search for leaks. */
export function secretAccessKeyFor(AccessKeyId: string): string {
  return `CANARY${createHash('sha256').update(AccessKeyId).digest('base64').slice(0, 34)}`;
}

/**
 * Returns the ARN of a new secret. It ends with six characters that differ for a later secret of the same name, as in
 * AWS (Secrets Manager API Reference, CreateSecret).
 */
export function secretArn({ accountId, region, clock }: Account, Name: string): string {
  const suffix = createHash('sha256')
    .update(`${Name} ${clock.now().toISOString()}`)
    .digest('hex')
    .slice(0, 6);
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${Name}-${suffix}`;
}

/** Returns the next id that is not in the account file. */
function unused({ taken }: Account, next: () => string): string {
  for (;;) {
    const id = next();
    if (!taken.has(id)) return id;
  }
}

/** Returns the next number as nine letters and digits of base 32. */
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

/**
 * Returns the access key id in a secret's value, whatever its field is called. Empty if the value is not JSON with a
 * key id in it.
 */
export function keyIdIn(SecretString: string): string {
  try {
    const value = Object(JSON.parse(SecretString)) as Record<string, unknown>;
    return [value.AccessKeyId, ...Object.values(value)].find(isKeyId) ?? '';
  } catch {
    return '';
  }
}

function isKeyId(value: unknown): value is string {
  return typeof value === 'string' && /^A[A-Z]IA\w{4,124}$/.test(value);
}
