import { addHours } from 'date-fns/addHours';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';

const unlessUsed = 'unless used';

/** The value of an intent mark: `<ISO time> <ids of the keys the user had>`. */
export function intentValue(at: Date, keyIds: readonly string[]): string {
  return [at.toISOString(), ...keyIds].join(' ');
}

/**
 * The value of the mark that an owner was told: `<ISO time>`, `unless used` if the key was to end only then, and
 * the profile whose dates were named, if any.
 */
export function toldValue(at: Date, profile: string | undefined, isUnlessUsed = false): string {
  return [at.toISOString(), isUnlessUsed && unlessUsed, profile].filter(Boolean).join(' ');
}

/** When an owner was told of an end by these thresholds: dates by others say nothing of it. */
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

/** A mark says when something was done; one that is more than a clock's error ahead says nothing. */
export function pastDateOf(text: string, now: Date): Date | undefined {
  const date = dateOf(text);
  return date && date <= addHours(now, 1) ? date : undefined;
}

/** A day (its start in UTC) or a moment with its zone: without one, the reader's zone would decide. */
export function dateOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/.test(text)) return undefined;
  const date = parseISO(text.includes('T') ? text : `${text}T00:00:00Z`);
  return isValid(date) ? date : undefined;
}
