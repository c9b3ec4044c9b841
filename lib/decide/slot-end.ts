import { parseISO } from 'date-fns/parseISO';
import { wholeDays } from '../model/age.ts';
import { promiseThatHolds } from '../model/announcements.ts';
import { type Decision, type Plan, type Result, resultsLeft } from '../model/plan.ts';
import { lastDay } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import { deletedFrom } from './deletion.ts';
import { isCurrent } from './facts.ts';
import { isIdle } from './unused.ts';

/** What frees the slot that a replacement needs, without a person. */
export type SlotEnd = {
  /** The key that goes, or the last of them. */
  key: AccessKey;
  /** The UTC day from which it is deactivated; undefined if it is Inactive. */
  endsOn: string | undefined;
  /** True if it is deactivated only while nobody uses it. */
  isIdleOnly: boolean;
  /** The UTC day before which it is not deleted. */
  deletedOn: string;
};

/** What becomes of a key once there is a slot: it is replaced, it is retired because nobody uses it, or a person has to ask. */
export type AfterSlot = 'replaced' | 'retired' | 'asked';

type Swept = { plan: Plan; results: readonly Result[] };

/**
 * Returns what frees a slot for the replacement of a key; undefined if no sweep takes all other keys of its user, or if no key
 * can be made or stored.
 */
export function slotEndOf(decision: Decision, { plan, results }: Swept): SlotEnd | undefined {
  if (decision.refusal) return undefined;
  const others = resultsLeft(results).filter((one) => one.decision.key !== decision.key);
  const ends = others.flatMap((one) => endOf(one, { plan, results }) ?? []);
  // IAM gives two slots, so a user with three keys has one only after two of them are gone.
  return ends.length === others.length
    ? ends.toSorted((a, b) => a.deletedOn.localeCompare(b.deletedOn)).at(-1)
    : undefined;
}

/** Returns what becomes of a key without a slot once one is free: as `end` says or, without, now. */
export function afterSlot(
  { key }: Decision,
  { config, evidence, forced }: Plan,
  { end, now }: { end: SlotEnd | undefined; now: Date },
): AfterSlot {
  const { lateKeys, everyDays, thresholds, unused } = config;
  if (unused.action === 'retire' && isIdle(key, { config, evidence, now }))
    return forced ? 'asked' : 'retired';
  const age = wholeDays(end ? parseISO(`${end.deletedOn}T00:00:00Z`) : now, key.CreateDate);
  // The sweep that finds the slot may come as many days after its end.
  const isInTime = lateKeys === 'create' || age + (end ? everyDays : 0) <= thresholds.create.to;
  return age >= thresholds.create.from && isInTime ? 'replaced' : 'asked';
}

function endOf({ decision, outcome }: Result, { plan, results }: Swept): SlotEnd | undefined {
  const { key, action, rule, deletion, concerns } = decision;
  if (action === 'flag' || outcome === 'held' || concerns.some(({ kind }) => kind === 'tags-removed'))
    return undefined;
  const isEnded = action === 'deactivate' && (outcome === 'done' || outcome === 'rehearsed');
  if (decision.inOverlap && !isEnded) {
    const promised = promiseThatHolds(decision, results);
    if (!promised) return undefined;
    const endsOn = rule === 'superseded-in-use' ? lastDay(promised) : promised.earliest;
    const isIdleOnly = promised.kind !== 'any';
    return { key, endsOn, isIdleOnly, deletedOn: deletedFrom(endsOn, promised.kind, plan.config) };
  }
  if (key.Status !== 'Inactive' && action !== 'deactivate') return undefined;
  // A key that consumers fetch is not deleted only because its slot is needed.
  const deletedOn = isCurrent(key, plan) ? deletion.planned : deletion.notBefore;
  return { key, endsOn: undefined, isIdleOnly: false, deletedOn };
}
