import { inspect } from 'node:util';
import { sesSmtpPassword } from '../../../lib/act/ses-smtp-password.ts';

/** How every secret of the sandbox begins, as it is and in base64. */
const canaries = ['CANARY', Buffer.from('CANARY').toString('base64').slice(0, 8)];

/** Returns the places where a text shows a secret (G5), each with up to 200 characters before it. */
export function secretsIn(text: string): string[] {
  return canaries.flatMap((canary) => {
    const at = text.indexOf(canary);
    return at < 0 ? [] : [`${text.slice(Math.max(0, at - 200), at)}${canary}…`];
  });
}

/**
 * Returns the SMTP passwords that a text shows, whole or in part: of these keys in these Regions. A password has nothing of
 * the canary that it was derived from.
 */
export function smtpPasswordsIn(
  text: string,
  keys: Iterable<{ AccessKeyId: string; SecretAccessKey: string }>,
  regions: readonly string[],
): string[] {
  return [...keys].flatMap(({ AccessKeyId, SecretAccessKey }) =>
    regions
      .map((region) => sesSmtpPassword(SecretAccessKey, region))
      .filter((password) => [password.slice(4, 16), password.slice(-16, -4)].some((part) => text.includes(part)))
      .map(() => `the SMTP password of ${AccessKeyId}`),
  );
}

/** Returns every text that a value becomes when it is logged, printed, thrown or sent. */
export function textsOf(value: unknown): string[] {
  return [
    String(value),
    asJson(value),
    inspect(value, { depth: null, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null }),
  ];
}

/** As the function's logger writes a value: an error with its name, message, stack and causes. */
function asJson(value: unknown): string {
  const seen = new Set<unknown>();
  return (
    JSON.stringify(value, (_, one: unknown) => {
      if (typeof one !== 'object' || one === null) return typeof one === 'bigint' ? String(one) : one;
      if (seen.has(one)) return '(again)';
      seen.add(one);
      if (one instanceof Map || one instanceof Set) return [...one];
      if (!(one instanceof Error)) return one;
      const { name, message, stack, cause } = one;
      return { ...one, name, message, stack, cause, errors: one instanceof AggregateError ? one.errors : undefined };
    }) ?? ''
  );
}
