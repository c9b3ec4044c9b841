import type { Config } from '../../config/schema.ts';
import {
  type Action,
  type Failure,
  isSpread,
  type Outcome,
  type Result,
  type UserResult,
} from '../model/plan.ts';
import type { KeyHolder } from '../model/user.ts';

const actions: readonly Action[] = ['keep', 'flag', 'finish', 'mark', 'create', 'deactivate', 'delete'];
const outcomes: readonly Outcome[] = ['none', 'done', 'rehearsed', 'deferred', 'held', 'failed'];

/** The figures of one sweep. Zeros are included, so that a missing metric means a missing sweep. */
export type Counts = {
  users: number;
  keys: number;
  /** Age of the oldest Active key that is not exempt, in whole days. */
  oldestActiveKeyDays: number;
  /** Keys that are Active after the sweep, without those of exempt users, by the last threshold that they passed. */
  youngKeys: number;
  dueKeys: number;
  closingKeys: number;
  keysPastLimit: number;
  failures: number;
  deferred: number;
  /** Deferred in a sweep of named users, such as a continuation. */
  deferredAgain: number;
  /** Users for whom there was no time. */
  unreached: number;
  held: number;
  actions: Record<Action, Record<Outcome, number>>;
};

type Counted = {
  holders: readonly KeyHolder[];
  userResults: readonly UserResult[];
  failures: readonly Failure[];
  unreached: readonly string[];
  /** True if only named users were swept. */
  isNamed: boolean;
};

/** Counts what a sweep read and did. */
export function countsOf({ holders, userResults, failures, unreached, isNamed }: Counted): Counts {
  const results = userResults.flatMap((one) => one.results);
  const bands = userResults.flatMap((one) =>
    sweptActive([one])
      .filter(isStillActive)
      .map(({ decision }) => bandOf(decision.age, one.plan.config)),
  );
  const inBand = (band: Band) => bands.filter((one) => one === band).length;
  const count = (action: Action, outcome: Outcome) =>
    results.filter((result) => result.decision.action === action && result.outcome === outcome).length;
  const deferred = results.filter(({ outcome }) => outcome === 'deferred').length;
  return {
    users: holders.length,
    keys: holders.reduce((sum, { keys }) => sum + keys.length, 0),
    oldestActiveKeyDays: oldestActive(userResults)?.decision.age ?? 0,
    youngKeys: inBand('youngKeys'),
    dueKeys: inBand('dueKeys'),
    closingKeys: inBand('closingKeys'),
    keysPastLimit: inBand('keysPastLimit'),
    failures: failures.length,
    deferred,
    // Not what a limit deferred: that only waits for its turn.
    deferredAgain: isNamed
      ? results.filter(({ outcome, decision }) => outcome === 'deferred' && !isSpread(decision)).length
      : 0,
    unreached: unreached.length,
    held: results.filter(({ outcome }) => outcome === 'held').length,
    actions: table(actions, (action) => table(outcomes, (outcome) => count(action, outcome))),
  };
}

type Band = 'youngKeys' | 'dueKeys' | 'closingKeys' | 'keysPastLimit';

/** Returns the last of the user's thresholds that a key of this age passed. */
function bandOf(age: number, { thresholds: { create, deactivate } }: Config): Band {
  if (age < create.from) return 'youngKeys';
  if (age < deactivate.from) return 'dueKeys';
  return age <= deactivate.to ? 'closingKeys' : 'keysPastLimit';
}

/** Returns the result of the oldest key that was Active at the start of the sweep and whose user is not exempt, if any. */
export function oldestActive(userResults: readonly UserResult[]): Result | undefined {
  return sweptActive(userResults).reduce<Result | undefined>(
    (oldest, result) => (oldest && oldest.decision.age >= result.decision.age ? oldest : result),
    undefined,
  );
}

function sweptActive(userResults: readonly UserResult[]): Result[] {
  return userResults
    .flatMap((one) => one.results)
    .filter(({ decision: { key, rule } }) => key.Status === 'Active' && rule !== 'exempt');
}

function isStillActive({ decision: { action }, outcome }: Result): boolean {
  return !(outcome === 'done' && (action === 'deactivate' || action === 'delete'));
}

function table<Name extends string, Value>(
  names: readonly Name[],
  cell: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, cell(name)])) as Record<Name, Value>;
}
