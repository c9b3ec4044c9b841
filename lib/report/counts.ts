import type { Config } from '../../config/schema.ts';
import type { Action, Carried, Failure, Inventory, Outcome, Result } from '../model/types.ts';
import { userConfig } from '../model/user-config.ts';
import { isSpread } from './remaining.ts';

const actions: readonly Action[] = ['keep', 'flag', 'finish', 'mark', 'create', 'deactivate', 'delete'];
const outcomes: readonly Outcome[] = ['none', 'done', 'rehearsed', 'deferred', 'held', 'failed'];

/** The figures of one sweep: with zeros, so that a missing figure means a missing sweep. */
export type Counts = {
  users: number;
  keys: number;
  /** Age of the oldest Active key that is not exempt, in whole days. */
  oldestActiveKeyDays: number;
  /** Keys that this sweep leaves Active, those of exempt users apart, by the last threshold that they have passed. */
  youngKeys: number;
  dueKeys: number;
  closingKeys: number;
  keysPastLimit: number;
  failures: number;
  deferred: number;
  /** Deferred although they were swept by name, as a continuation does. */
  deferredAgain: number;
  /** Users not reached in time. */
  unreached: number;
  held: number;
  actions: Record<Action, Record<Outcome, number>>;
};

/** What is counted. */
type Seen = {
  inventory: Inventory;
  carried: readonly Carried[];
  failures: readonly Failure[];
  unreached: readonly string[];
  /** Whether users were swept by name. */
  isNamed: boolean;
};

/** Counts what a sweep saw and did. */
export function countsOf(
  { inventory: { holders }, carried, failures, unreached, isNamed }: Seen,
  config: Config,
): Counts {
  const results = carried.flatMap((one) => one.results);
  const bands = carried.flatMap((one) =>
    sweptActive([one])
      .filter(isLeft)
      .map(({ decision }) => bandOf(decision.age, userConfig(one.plan, config))),
  );
  const inBand = (band: Band) => bands.filter((one) => one === band).length;
  const count = (action: Action, outcome: Outcome) =>
    results.filter((result) => result.decision.action === action && result.outcome === outcome).length;
  const deferred = results.filter(({ outcome }) => outcome === 'deferred').length;
  return {
    users: holders.length,
    keys: holders.reduce((sum, { keys }) => sum + keys.length, 0),
    oldestActiveKeyDays: oldestActive(carried)?.decision.age ?? 0,
    youngKeys: inBand('youngKeys'),
    dueKeys: inBand('dueKeys'),
    closingKeys: inBand('closingKeys'),
    keysPastLimit: inBand('keysPastLimit'),
    failures: failures.length,
    deferred,
    // What the limits put off waits for its turn, and for nothing that somebody could settle.
    deferredAgain: isNamed ? results.filter((one) => one.outcome === 'deferred' && !isSpread(one)).length : 0,
    unreached: unreached.length,
    held: results.filter(({ outcome }) => outcome === 'held').length,
    actions: table(actions, (action) => table(outcomes, (outcome) => count(action, outcome))),
  };
}

type Band = 'youngKeys' | 'dueKeys' | 'closingKeys' | 'keysPastLimit';

/** The last of its user's thresholds that a key of this age has passed. */
function bandOf(age: number, { thresholds: { create, deactivate } }: Config): Band {
  if (age < create.from) return 'youngKeys';
  if (age < deactivate.from) return 'dueKeys';
  return age <= deactivate.to ? 'closingKeys' : 'keysPastLimit';
}

/** The oldest Active key of a user who is not exempt, as the sweep found it. */
export function oldestActive(carried: readonly Carried[]): Result | undefined {
  return sweptActive(carried).reduce<Result | undefined>(
    (oldest, result) => (oldest && oldest.decision.age >= result.decision.age ? oldest : result),
    undefined,
  );
}

function sweptActive(carried: readonly Carried[]): Result[] {
  return carried
    .flatMap((one) => one.results)
    .filter(({ decision: { key, rule } }) => key.Status === 'Active' && rule !== 'exempt');
}

function isLeft({ decision: { action }, outcome }: Result): boolean {
  return !(outcome === 'done' && (action === 'deactivate' || action === 'delete'));
}

function table<Name extends string, Value>(
  names: readonly Name[],
  cell: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, cell(name)])) as Record<Name, Value>;
}
