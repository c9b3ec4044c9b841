import { addDays } from 'date-fns/addDays';
import type { Config } from '../../config/schema.ts';
import { type CountsAhead, countsAhead, type DatesAhead } from '../../lib/forecast/ahead.ts';
import type { Foreseen } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import type { Decision } from '../../lib/model/types.ts';

/** How many days ahead something must be for its key to be shown, unless all are asked for. */
export const nearDays = 30;

/** A key, what the next sweep would do with it and why, and when what is ahead of it comes. */
export type PlannedKey = Pick<Decision, 'age' | 'rule' | 'action' | 'reason'> & {
  UserName: string;
  AccessKeyId: string;
  Status: string;
  CreateDate: Date;
  /** Set when a limit keeps the next sweep from it. */
  postponed: 'deferred' | 'held' | null;
  replacedOn: Date | null;
  deactivatedOn: Date | null;
  deletedOn: Date | null;
};

/** What the next sweep of a stage would do, and when what is ahead comes. */
export type SweepPlan = {
  stage: string;
  accountId: string;
  region: string;
  mode: Config['mode'];
  now: Date;
  nextSweep: Date;
  /** What owners are supposed to do. */
  owners: Owners;
  /** Whether the next sweep would do or flag anything. */
  isDue: boolean;
  counts: CountsAhead;
  keys: PlannedKey[];
  /** What people said in tags that cannot be understood, in sentences. */
  unclearTags: readonly string[];
  /** How many keys are left out because nothing is ahead of them soon. */
  hidden: number;
  /** What could not be read, in sentences; those users are not in it. */
  failures: readonly string[];
};

type About = Pick<
  SweepPlan,
  'stage' | 'accountId' | 'region' | 'mode' | 'now' | 'owners' | 'unclearTags' | 'failures'
>;

/** Puts together the next sweep and every key's dates; only keys with something near, unless `all`. */
export function planOf(
  next: Foreseen,
  dates: ReadonlyMap<string, DatesAhead>,
  { all, ...about }: About & { all: boolean },
): SweepPlan {
  const keys = next.plans
    .flatMap(({ decisions }) => decisions)
    .map((decision) => planned(decision, dates.get(decision.key.AccessKeyId)));
  const shown = all ? keys : keys.filter((key) => isNear(key, about.now));
  return {
    ...about,
    nextSweep: next.now,
    isDue: keys.some(({ action }) => action !== 'keep'),
    counts: countsAhead(next),
    keys: shown.toSorted((a, b) => a.UserName.localeCompare(b.UserName, 'en')),
    hidden: keys.length - shown.length,
  };
}

function planned({ key, postponed, ...decision }: Decision, dates: DatesAhead = {}): PlannedKey {
  const { age, rule, action, reason } = decision;
  const { replacedOn, deactivatedOn, deletedOn } = dates;
  return {
    ...key,
    ...{ age, rule, action, postponed: postponed ?? null, reason },
    replacedOn: replacedOn ?? null,
    deactivatedOn: deactivatedOn ?? null,
    deletedOn: deletedOn ?? null,
  };
}

function isNear({ action, replacedOn, deactivatedOn, deletedOn }: PlannedKey, now: Date): boolean {
  const end = addDays(now, nearDays);
  return (
    action !== 'keep' || [replacedOn, deactivatedOn, deletedOn].some((date) => date !== null && date <= end)
  );
}
