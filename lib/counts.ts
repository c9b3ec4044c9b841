import type { Action, Carried, Failure, Inventory, Outcome } from './types.ts';

const actions: readonly Action[] = ['keep', 'flag', 'finish', 'mark', 'create', 'deactivate', 'delete'];
const outcomes: readonly Outcome[] = ['none', 'done', 'rehearsed', 'deferred', 'held', 'failed'];

/** The figures of one sweep: with zeros, so that a missing figure means a missing sweep. */
export type Counts = {
  users: number;
  keys: number;
  /** Age of the oldest Active key that is not exempt, in whole days. */
  oldestActiveKeyDays: number;
  failures: number;
  deferred: number;
  /** Users not reached in time. */
  unreached: number;
  held: number;
  actions: Record<Action, Record<Outcome, number>>;
};

/** Counts what a sweep saw and did. */
export function countsOf(
  { holders }: Inventory,
  carried: readonly Carried[],
  failures: readonly Failure[],
  unreached: readonly string[],
): Counts {
  const results = carried.flatMap((one) => one.results);
  const swept = results.filter(({ decision: { key, rule } }) => key.Status === 'Active' && rule !== 'exempt');
  const count = (action: Action, outcome: Outcome) =>
    results.filter((result) => result.decision.action === action && result.outcome === outcome).length;
  return {
    users: holders.length,
    keys: holders.reduce((sum, { keys }) => sum + keys.length, 0),
    oldestActiveKeyDays: swept.reduce((oldest, { decision }) => Math.max(oldest, decision.age), 0),
    failures: failures.length,
    deferred: results.filter(({ outcome }) => outcome === 'deferred').length,
    unreached: unreached.length,
    held: results.filter(({ outcome }) => outcome === 'held').length,
    actions: table(actions, (action) => table(outcomes, (outcome) => count(action, outcome))),
  };
}

function table<Name extends string, Value>(
  names: readonly Name[],
  cell: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, cell(name)])) as Record<Name, Value>;
}
