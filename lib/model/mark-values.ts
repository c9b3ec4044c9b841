import { addHours } from 'date-fns/addHours';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';

const unlessUsed = 'unless used';

/** Returns the value of an intent mark: `<ISO time> <ids of the keys that the user had>`. */
export function intentValue(at: Date, keyIds: readonly string[]): string {
  return [at.toISOString(), ...keyIds].join(' ');
}

/**
 * Returns the value of the mark that an owner was told: `<ISO time>`, then `unless used` if the key ends only when it is
 * unused, then the profile by which the dates were computed, if any.
 */
export function toldValue(at: Date, profile: string | undefined, isUnlessUsed = false): string {
  return [at.toISOString(), isUnlessUsed && unlessUsed, profile].filter(Boolean).join(' ');
}

/**
 * Returns what the value of a `told-since` mark says. `at` is undefined if there is no valid date, or if the dates were computed by another profile than
 * `profile`: the user now has other dates than its owner was told.
 */
export function toldIn(
  value: string,
  profile = '',
  now: Date,
): { at: Date | undefined; isUnlessUsed: boolean } {
  const [time = '', ...words] = value.split(' ');
  const said = words.join(' ');
  const isUnlessUsed = said.startsWith(unlessUsed);
  const named = isUnlessUsed ? said.slice(unlessUsed.length).trim() : said;
  return { at: named === profile ? pastDateOf(time, now) : undefined, isUnlessUsed };
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
