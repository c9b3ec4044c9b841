import type { Fault } from './fault.ts';
import { longestGapInDays } from './schedule-gap.ts';

/**
 * What settings must fulfil together, checked on input of any shape: a comparison with a missing or
 * mistyped number is false, so such a setting is left to the schema's own fault.
 */
export function crossFieldFaults(raw: unknown): Fault[] {
  const number = (path: string) => numberAt(raw, path);
  const every = number('everyDays');
  const [createFrom, createTo] = [number('thresholds.create.from'), number('thresholds.create.to')];
  const [offFrom, offTo] = [number('thresholds.deactivate.from'), number('thresholds.deactivate.to')];
  const [after, inactiveFor] = [number('thresholds.delete.after'), number('thresholds.delete.inactiveFor')];
  const gone = Math.max(after + 1, offTo + inactiveFor) + every;
  const schedule = valueAt(raw, 'deploy.schedule');
  const gap = typeof schedule === 'string' ? longestGapInDays(schedule) : Number.NaN;
  const timezone = valueAt(raw, 'deploy.timezone');
  const alarmEmail = valueAt(raw, 'deploy.alarmEmail');
  const twice = namedTwice(valueAt(raw, 'secrets.fields'));

  const checks: [wrong: boolean, path: string, expected: string, found: unknown][] = [
    [createFrom > createTo, 'thresholds.create.to', `at least create.from (${createFrom})`, createTo],
    [createTo >= offFrom, 'thresholds.deactivate.from', `more than create.to (${createTo})`, offFrom],
    [offFrom > offTo, 'thresholds.deactivate.to', `at least deactivate.from (${offFrom})`, offTo],
    [offTo > after, 'thresholds.delete.after', `at least deactivate.to (${offTo})`, after],
    [
      createTo - createFrom < every,
      'thresholds.create',
      `a window of at least everyDays (${every}), or a sweep can miss it`,
      `${createFrom} to ${createTo}, ${createTo - createFrom} days`,
    ],
    [
      offTo - offFrom < every,
      'thresholds.deactivate',
      `a window of at least everyDays (${every}), or a sweep can miss it`,
      `${offFrom} to ${offTo}, ${offTo - offFrom} days`,
    ],
    [
      offFrom - createTo < every,
      'thresholds.deactivate.from',
      `at least everyDays (${every}) after create.to (${createTo}), or owners have no time to move`,
      `${offFrom}, ${offFrom - createTo} days after`,
    ],
    [
      gone > createFrom + createTo,
      'thresholds.delete',
      `the old key gone before its replacement is late, at day ${createFrom + createTo} (create.from + create.to)`,
      `day ${gone} (the later of delete.after + 1 and deactivate.to + inactiveFor, and everyDays more)`,
    ],
    [
      gap === undefined,
      'deploy.schedule',
      'rate(7 days) or cron(0 6 ? * TUE *), of no particular year, whose longest gap can be computed',
      schedule,
    ],
    [
      gap !== undefined && Math.abs(gap - every) > 0,
      'deploy.schedule',
      `a longest gap of everyDays (${every}) days`,
      `${schedule}, ${gap} days`,
    ],
    [
      typeof timezone === 'string' && !isTimezone(timezone),
      'deploy.timezone',
      'an IANA name such as Europe/London',
      timezone,
    ],
    [
      valueAt(raw, 'mode') === 'enforce' && alarmEmail === null,
      'deploy.alarmEmail',
      'an address, or the word none, because mode is enforce',
      alarmEmail,
    ],
    [
      twice.length > 0,
      'secrets.fields',
      'a name of its own for each field, the fixed ones too',
      `${twice.join(', ')} twice`,
    ],
  ];
  return checks
    .filter(([wrong]) => wrong)
    .map(([, path, expected, found]) => ({ path, expected, found: String(found) }));
}

/** The names that two fields of the stored JSON share, or one would hide the other. */
function namedTwice(fields: unknown): string[] {
  const { fixed, ...named } = Object(fields) as Record<string, unknown>;
  const added = Object.entries(Object(fixed) as object).filter(([, value]) => value !== null);
  const names = [
    ...Object.values(named).filter((name) => typeof name === 'string'),
    ...added.map(([name]) => name),
  ];
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

function valueAt(raw: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) => (at instanceof Object ? (at as Record<string, unknown>)[name] : undefined),
      raw,
    );
}

function numberAt(raw: unknown, path: string): number {
  const value = valueAt(raw, path);
  return typeof value === 'number' ? value : Number.NaN;
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
