import { parseISO } from 'date-fns/parseISO';
import type { Config } from '../../config/schema.ts';
import { dayOf, daysAfter } from './age.ts';
import { quoted } from './quoted.ts';

/** The freeze in which a sweep starts. */
export type Freeze = {
  /** The last UTC day on which nothing is changed, YYYY-MM-DD, also if another freeze follows at once. */
  until: string;
  reason: string;
};

type Settings = Pick<Config, 'freezes'>;

/** Returns the freeze at a moment; undefined if there is none. */
export function freezeAt(now: Date, config: Settings): Freeze | undefined {
  const today = dayOf(now);
  const found = freezeOn(today, config);
  if (!found) return undefined;
  return { until: dayOf(daysAfter(startOf(dayOutside(today, config)), -1)), reason: found.reason };
}

/** Returns the day, YYYY-MM-DD, or the first one after it that is not in a freeze. */
export function dayOutside(day: string, config: Settings): string {
  const found = freezeOn(day, config);
  return found ? dayOutside(dayOf(dayAfter(found.to)), config) : day;
}

/** Returns `freeze until <day> ("<reason>")`. */
export function freezeText({ until, reason }: Freeze): string {
  return `freeze until ${until} (${quoted(reason)})`;
}

function freezeOn(day: string, { freezes }: Settings): Config['freezes'][number] | undefined {
  return freezes.find(({ from, to }) => from <= day && day <= to);
}

function dayAfter(day: string): Date {
  return daysAfter(startOf(day), 1);
}

function startOf(day: string): Date {
  return parseISO(`${day}T00:00:00Z`);
}
