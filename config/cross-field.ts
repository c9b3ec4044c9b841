import { freezeChecks } from './freeze-checks.ts';
import type { Problem } from './input-error.ts';
import { longestGap } from './schedule-gap.ts';
import { type Check, numberAt, thresholdChecks, valueAt } from './threshold-checks.ts';

/**
 * Fields that a program may print, because the format of `credential_process` has no secret in them (AWS CLI User
 * Guide).
 */
const publicNames = ['Version', 'AccessKeyId', 'UserName'];

/** A secret holds 65,536 bytes (Secrets Manager quotas); this leaves room for a key. */
const mostFieldsBytes = 65_000;

/**
 * Returns what is wrong with the combination of settings; empty if nothing is. Takes input of any shape: a
 * comparison with a missing or mistyped number is false, so only the schema reports that setting.
 */
export function crossFieldProblems(raw: unknown): Problem[] {
  const every = numberAt(raw, 'everyDays');
  const retireAfter = valueAt(raw, 'unused.action') === 'retire' ? numberAt(raw, 'unused.after') : Number.NaN;
  const inUse = numberAt(raw, 'inUseWithinDays');
  const spans = { every, retireAfter };
  const schedule = valueAt(raw, 'deploy.schedule');
  const timezone = valueAt(raw, 'deploy.timezone');
  const zone = typeof timezone === 'string' && isTimezone(timezone) ? timezone : 'UTC';
  const gap = typeof schedule === 'string' ? longestGap(schedule, zone) : { days: Number.NaN };
  const isGapOff = gap !== undefined && Math.abs(gap.days - every) > 0;
  const leftOut = gap?.leftOut?.toISOString().slice(0, 16).replace('T', ' ');
  const alarmEmail = valueAt(raw, 'deploy.alarmEmail');
  const fields = valueAt(raw, 'secrets.fields');
  const twice = namedTwice(fields);
  const fieldsBytes = Buffer.byteLength(JSON.stringify(fields ?? null));

  const profiles = Object.keys(Object(valueAt(raw, 'profiles')) as object);
  const checks: Check[] = [
    ...thresholdChecks(valueAt(raw, 'thresholds'), 'thresholds', spans),
    ...profiles.flatMap((name) =>
      thresholdChecks((valueAt(raw, 'profiles') as Record<string, unknown>)[name], `profiles.${name}`, spans),
    ),
    ...freezeChecks(valueAt(raw, 'freezes')),
    [
      gap === undefined,
      'deploy.schedule',
      'rate(7 days) or cron(0 6 ? * TUE *), of no particular year, whose longest gap can be computed',
      schedule,
    ],
    [
      isGapOff && leftOut === undefined,
      'deploy.schedule',
      `a longest gap of everyDays (${every}) days`,
      `${schedule}, ${gap?.days} days`,
    ],
    [
      isGapOff && leftOut !== undefined,
      'deploy.schedule',
      `a longest gap of everyDays (${every}) days: an hour that clocks in ${zone} never leave out, or timezone UTC`,
      `${schedule}, ${gap?.days} days, because there is no ${leftOut} in ${zone}`,
    ],
    [
      2 * every > retireAfter,
      'unused.after',
      `at least 2 * everyDays (${2 * every}), or a single missed sweep could decide`,
      retireAfter,
    ],
    [
      inUse > retireAfter,
      'unused.after',
      `at least inUseWithinDays (${inUse}), or a key that counts as in use would be retired as unused`,
      retireAfter,
    ],
    [
      typeof timezone === 'string' && !isTimezone(timezone),
      'deploy.timezone',
      'an IANA name such as Europe/London',
      timezone,
    ],
    [
      valueAt(raw, 'mode') === 'enforce' && valueAt(raw, 'accountId') === null,
      'accountId',
      "the 12 digits of the account in quotes, because mode is enforce: another account's credentials must not act",
      null,
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
    [
      publicNames.some((name) => name === valueAt(fields, 'SecretAccessKey')),
      'secrets.fields.SecretAccessKey',
      `a name that nobody takes for one that may be shown, as ${publicNames.join(', ')} are`,
      valueAt(fields, 'SecretAccessKey'),
    ],
    [
      publicNames.some((name) => name === valueAt(fields, 'SesSmtpPassword')),
      'secrets.fields.SesSmtpPassword',
      `a name that nobody takes for one that may be shown, as ${publicNames.join(', ')} are`,
      valueAt(fields, 'SesSmtpPassword'),
    ],
    [
      fieldsBytes > mostFieldsBytes,
      'secrets.fields',
      `at most ${mostFieldsBytes} bytes as JSON, or no key can be stored beside them`,
      `${fieldsBytes} bytes`,
    ],
  ];
  return checks
    .filter(([wrong]) => wrong)
    .map(([, path, expected, found]) => ({ path, expected, found: String(found) }));
}

/** Returns the names that two fields of the stored JSON share: one value would overwrite the other. */
function namedTwice(fields: unknown): string[] {
  const { fixed, ...named } = Object(fields) as Record<string, unknown>;
  const added = Object.entries(Object(fixed) as object).filter(([, value]) => value !== null);
  const names = [
    ...Object.values(named).filter((name) => typeof name === 'string'),
    ...added.map(([name]) => name),
  ];
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

function isTimezone(name: string): boolean {
  // The first DateTimeFormat of a process takes Node 14 ms.
  if (name === 'UTC') return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
