import { addDays } from 'date-fns/addDays';
import type { Config } from '../../config/schema.ts';
import type { Backlog } from '../../lib/decide/backlog.ts';
import { type CountsAhead, countsAhead, type DatesAhead } from '../../lib/forecast/ahead.ts';
import type { SweepAhead } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import type { Freeze } from '../../lib/model/freeze.ts';
import type { Decision } from '../../lib/model/plan.ts';
import { nearDays } from './near-days.ts';

/** A key: what the next sweep would do with it and why, and when later sweeps would act on it. */
export type PlannedKey = Pick<Decision, 'age' | 'rule' | 'action' | 'reason'> & {
  UserName: string;
  AccessKeyId: string;
  Status: string;
  CreateDate: Date;
  /** Set if a limit stops the next sweep from acting on it. */
  postponed: 'deferred' | 'held' | null;
  replacedOn: Date | null;
  deactivatedOn: Date | null;
  deletedOn: Date | null;
};

/** What the next sweep of a stage would do, and the dates of later acts. */
export type SweepPlan = {
  stage: string;
  accountId: string;
  region: string;
  mode: Config['mode'];
  now: Date;
  nextSweep: Date;
  /** Set if the next sweep is in a freeze: it puts off all that it would do. */
  freeze: Freeze | null;
  /** What the dates assume that owners do when their key is replaced. */
  owners: Owners;
  /** True if the next sweep would do or flag anything. */
  isDue: boolean;
  counts: CountsAhead;
  keys: PlannedKey[];
  /** A sentence for each tag that cannot be read. */
  unclearTags: readonly string[];
  /** A sentence for each key that is left as it is because no key can be made or stored, or a tag has no room. */
  refused: readonly string[];
  /** Keys past `deactivate.to` of which the next sweep replaces only some; null if there are none. */
  backlog: Backlog | null;
  /** How many keys are due for replacement although nobody uses them; 0 if such keys are retired. */
  unusedKeys: number;
  /** A sentence for each change by somebody else to what the sweeper relies on. */
  concerns: readonly string[];
  /** A sentence for each setting of `include` and `exempt` that matches no user; empty unless all users were read. */
  unmatchedSettings: readonly string[];
  /** See unheard-users.ts. */
  unheardUsers: readonly string[];
  subscribersUnknown: string | null;
  /** How many keys are left out because nothing is due within `nearDays`. */
  hidden: number;
  /** A sentence for each failed read; the plan lacks those users. */
  failures: readonly string[];
};

type About = Pick<
  SweepPlan,
  | 'stage'
  | 'accountId'
  | 'region'
  | 'mode'
  | 'freeze'
  | 'now'
  | 'owners'
  | 'unclearTags'
  | 'refused'
  | 'backlog'
  | 'unusedKeys'
  | 'concerns'
  | 'unmatchedSettings'
  | 'unheardUsers'
  | 'subscribersUnknown'
  | 'failures'
>;

/** Returns the plan of the next sweep. Its keys are those with something due within `nearDays`, or all. */
export function planOf(
  next: SweepAhead,
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
