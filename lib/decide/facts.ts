import { wholeDays } from '../model/age.ts';
import {
  activeKeys,
  type CaseView,
  hasStage,
  isStored,
  isUnfinished,
  keptBeside,
} from '../model/case-view.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import { inactiveSince } from '../model/inactive-since.ts';
import { isWithinDays, useOf } from '../model/last-use.ts';
import { toldSince } from '../model/told-since.ts';
import type { AccessKey } from '../model/types.ts';
import { isForced } from './forced.ts';
import { isOrphan } from './orphan.ts';
import { isServed, replacementOf } from './replacement.ts';

/** What a rule may look at: plain answers about one key. */
export type Facts = {
  exempt: boolean;
  inFlight: boolean;
  unfinished: boolean;
  orphan: boolean;
  active: boolean;
  inactive: boolean;
  /** Its version is AWSCURRENT. */
  current: boolean;
  /** It has a valid mark that says since when it is Inactive. */
  marked: boolean;
  /** Old enough, and Inactive for long enough, to be deleted. */
  deletable: boolean;
  twoInUse: boolean;
  /** An old unused key of somebody else's making that takes the slot a replacement needs. */
  inTheWay: boolean;
  overlapEnough: boolean;
  superseded: boolean;
  /** Superseded, old enough, and its owner was told for long enough. */
  deactivatable: boolean;
  /** Used since its replacement was created, and lately. */
  inUse: boolean;
  /** The next sweep still comes in time to deactivate it. */
  canWait: boolean;
  unused: boolean;
  dueForReplacement: boolean;
  slotFree: boolean;
  late: boolean;
};

/** The facts about one key of a user, given what else this sweep takes from that user. */
export function factsOf(key: AccessKey, view: CaseView): Facts {
  const { config, evidence, now } = view;
  const { create, deactivate, delete: deletion } = config.thresholds;
  const age = wholeDays(now, key.CreateDate);
  const inactiveFrom = inactiveSince(key, evidence);
  const replacement = replacementOf(key, view);
  const current = hasStage(key, view, 'AWSCURRENT');
  const superseded = replacement !== undefined && !isServed(key, view) && age >= create.from;
  const overlapEnough = daysSince(toldSince(key, evidence), now) >= deactivate.from - create.to;
  const use = useOf(key, evidence);
  const replacedAt = replacement?.CreateDate ?? now;
  const forced = isForced(key, view);
  const dueForReplacement = age >= create.from || forced;
  return {
    exempt: view.exempt,
    inFlight: hasWorkInFlight(view, now),
    unfinished: isUnfinished(key, view),
    orphan: isOrphan(key, view, now),
    active: key.Status === 'Active',
    inactive: key.Status === 'Inactive',
    current,
    marked: inactiveFrom !== undefined,
    deletable: age > deletion.after && daysSince(inactiveFrom, now) >= deletion.inactiveFor,
    twoInUse: age >= create.from && isTwoInUse(key, view),
    inTheWay: age > deactivate.to && isInTheWay(key, view),
    overlapEnough,
    superseded,
    deactivatable: superseded && age >= deactivate.from && overlapEnough,
    inUse: isWithinDays(use, config.inUseWithinDays, now) && (use ?? replacedAt) > replacedAt,
    canWait: age + config.everyDays < deactivate.to,
    unused: isUnused(key, view),
    dueForReplacement,
    slotFree: isSlotFree(view),
    late: age > create.to && config.lateKeys === 'report' && !forced,
  };
}

/** Whole days since a moment; -1 if it has not come. */
function daysSince(moment: Date | undefined, now: Date): number {
  return moment ? wholeDays(now, moment) : -1;
}

function isTwoInUse(key: AccessKey, view: CaseView): boolean {
  const inUse = activeKeys(view).filter(
    (other) =>
      !hasStage(other, view, 'AWSCURRENT') &&
      isWithinDays(useOf(other, view.evidence), view.config.inUseWithinDays, view.now),
  );
  return inUse.length > 1 && inUse.includes(key);
}

function isInTheWay(key: AccessKey, view: CaseView): boolean {
  const use = useOf(key, view.evidence);
  const idle = !isWithinDays(use, view.config.thresholds.deactivate.to, view.now);
  if (!idle || isStored(key, view) || isSlotFree(view)) return false;
  const others = keptBeside(key, view).filter((other) => canBeHeld(other, view));
  const noneUsed = activeKeys(view).every((other) => useOf(other, view.evidence) === undefined);
  if (noneUsed) return others.length > 0 && activeKeys(view)[0] === key;
  return others.some((other) => (useOf(other, view.evidence)?.getTime() ?? 0) > (use?.getTime() ?? 0));
}

/**
 * Whether somebody may have the key: uses it, made it by hand, or fetches it. One that only our proof ever used is ours:
 * without a version its secret is gone. AWS may delete a version without a stage.
 */
function canBeHeld(key: AccessKey, view: CaseView): boolean {
  const { evidence } = view;
  if (!evidence || useOf(key, evidence)) return true;
  if (!isStored(key, view)) return !evidence.lastUse.get(key.AccessKeyId);
  return isServed(key, view) || (hasStage(key, view, 'AWSPREVIOUS') && !evidence.secret.deleted);
}

function isUnused(key: AccessKey, { config, evidence, now, ...view }: CaseView): boolean {
  const days = config.retireUnusedAfterDays;
  if (days === null || evidence === undefined || activeKeys(view)[0] !== key) return false;
  return wholeDays(now, key.CreateDate) >= days && !isWithinDays(useOf(key, evidence), days, now);
}

/** Whether one of the two places IAM gives a user is free once this sweep's deletions are done. */
function isSlotFree({ holder, taken }: CaseView): boolean {
  const deleted = [...taken.values()].filter((action) => action === 'delete').length;
  return holder.keys.length - deleted < 2;
}
