import { addHours } from 'date-fns/addHours';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import { type InactiveKind, inactiveKinds } from './deletion.ts';
import { type EndDays, endKinds } from './promise.ts';

/**
 * Returns the value of an intent mark: `<ISO time> <ids of the keys that the user had>`. Until a pointer names the secret,
 * the SHA-256 of that secret's nonce stands before the ids.
 */
export function intentValue(at: Date, keyIds: readonly string[], nonceHash?: string): string {
  return [at.toISOString(), nonceHash, ...keyIds].filter((word) => word !== undefined).join(' ');
}

/** Returns what the value of an intent mark says. `at` is undefined if there is no valid date. */
export function intentIn(
  value: string,
  now: Date,
): { at: Date | undefined; keyIds: string[]; nonceHash: string | undefined } {
  const [time, ...words] = wordsOf(value);
  const nonceHash = words.find((word) => /^[0-9a-f]{64}$/.test(word));
  return { at: pastDateOf(time, now), keyIds: words.filter((word) => word !== nonceHash), nonceHash };
}

/** Returns the value of the mark that vouches for a key: `<ISO time> made <AccessKeyId>`. */
export function madeValue(at: Date, AccessKeyId: string): string {
  return `${at.toISOString()} made ${AccessKeyId}`;
}

const made = /^(\S+) made (\S+)$/;

/** True if the value of a mark of a creation says that its key is current. */
export function isMadeValue(value: string): boolean {
  return made.test(value);
}

/** Returns which key a mark vouches for, and since when; `value` must be such a mark's. */
export function madeIn(value: string, now: Date): { at: Date | undefined; AccessKeyId: string } {
  const [, time, AccessKeyId] = made.exec(value) as unknown as [string, string, string];
  return { at: pastDateOf(time, now), AccessKeyId };
}

/** Returns the value of the mark that AWS refused a call: `<ISO time> <service>:<operation>`. */
export function refusedValue(at: Date, operation: string): string {
  return `${at.toISOString()} ${operation}`;
}

/** Returns what the value of such a mark says; undefined if there is no mark. */
export function refusedIn(
  value: string | undefined,
  now: Date,
): { at: Date | undefined; operation: string } | undefined {
  if (value === undefined) return undefined;
  const [time, ...operation] = wordsOf(value);
  return { at: pastDateOf(time, now), operation: operation.join(' ') };
}

/**
 * Returns the value of the mark that an owner was told: `<ISO time> <earliest day> <latest day> <kind>`, with `-` for no
 * latest day.
 */
export function toldValue(at: Date, { earliest, latest = '-', kind }: EndDays): string {
  return [at.toISOString(), earliest, latest, kind].join(' ');
}

/**
 * Returns what the value of such a mark says. `at` is undefined if there is no valid date; `days` is undefined if there
 * are none: the first version wrote `<ISO time>[ unless used][ <profile>]`.
 */
export function toldIn(value: string, now: Date): { at: Date | undefined; days: EndDays | undefined } {
  const [time, earliest, latest, word] = wordsOf(value);
  const kind = endKinds.find((one) => one === word);
  const areDays = isDay(earliest) && (latest === '-' || isDay(latest));
  return {
    at: pastDateOf(time, now),
    days: areDays && kind ? { earliest, latest: latest === '-' ? undefined : latest, kind } : undefined,
  };
}

/**
 * Returns the value of the mark that a key is Inactive: `<ISO time> <day> <kind>`. The day is the one before which it
 * is not deleted, as its owner was told; `-` as long as the owner was not told.
 */
export function inactiveValue(at: Date, kind: InactiveKind, notBefore = '-'): string {
  return [at.toISOString(), notBefore, kind].join(' ');
}

/**
 * Returns what the value of such a mark says. `at` is undefined if there is no valid date. The first version wrote only
 * the time, and told the owner.
 */
export function inactiveIn(
  value: string,
  now: Date,
): {
  at: Date | undefined;
  notBefore: string | undefined;
  kind: InactiveKind | undefined;
  isTold: boolean;
} {
  const [time, day, word] = wordsOf(value);
  const notBefore = isDay(day) ? day : undefined;
  const kind = inactiveKinds.find((one) => one === word);
  return { at: pastDateOf(time, now), notBefore, kind, isTold: day === undefined || notBefore !== undefined };
}

function isDay(text: string | undefined): text is string {
  return text !== undefined && !text.includes('T') && dateOf(text) !== undefined;
}

/** Returns the date; undefined if there is none, or if it is more than one hour ahead, which no clock error explains. */
export function pastDateOf(text: string, now: Date): Date | undefined {
  const date = dateOf(text);
  return date && date <= addHours(now, 1) ? date : undefined;
}

/**
 * Returns the start of a day in UTC (`2026-12-01`), or a moment with its time zone; undefined for anything else. A moment
 * without a zone would depend on the reader's.
 */
export function dateOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/.test(text)) return undefined;
  const date = parseISO(text.includes('T') ? text : `${text}T00:00:00Z`);
  return isValid(date) ? date : undefined;
}

/** Returns the words of a value: there is always a first one, which may be empty. */
function wordsOf(value: string): [string, ...string[]] {
  return value.split(' ') as [string, ...string[]];
}
