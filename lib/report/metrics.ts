import type { Counts } from './counts.ts';

/** What a sweep of named users does not know: figures of the whole account. */
const accountFigures: readonly string[] = [
  'users',
  'keys',
  'oldestActiveKeyDays',
  'youngKeys',
  'dueKeys',
  'closingKeys',
  'keysPastLimit',
] satisfies (keyof Counts)[];

/**
 * Returns the counts of a sweep as metrics by name, zeros included: `Users`, `OldestActiveKeyDays`, `CreateDone` and so on.
 * A sweep of named users leaves out the figures of the account, or they would replace those of the last whole sweep.
 */
export function metricsOf(
  { actions, ...totals }: Counts,
  { isNamed }: { isNamed: boolean },
): Record<string, number> {
  const figures = Object.entries(totals).filter(([name]) => !isNamed || !accountFigures.includes(name));
  const outcomes = Object.entries(actions).flatMap(([action, counts]) =>
    Object.entries(counts).map(([outcome, count]) => [pascal(action) + pascal(outcome), count] as const),
  );
  return Object.fromEntries([...figures.map(([name, count]) => [pascal(name), count] as const), ...outcomes]);
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
