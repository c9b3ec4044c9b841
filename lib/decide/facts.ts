import { dayOf, wholeDays } from '../model/age.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import { inactiveSince } from '../model/inactive-since.ts';
import { activeKeys, byAge, hasStage, isStored, isUnfinished, isYounger } from '../model/keys.ts';
import { compareUse, isUnusedFor, isWithinDays, useOf } from '../model/last-use.ts';
import type { KeyPromise } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import { type Draft, keptBeside } from './draft.ts';
import { keysInUse } from './keys-in-use.ts';
import { isOrphan } from './orphan.ts';
import { idleDays, isServed } from './replacement.ts';

/** What a rule may look at: plain answers about one key. */
export type Facts = Readonly<ReturnType<typeof factsOf>>;

/** The key that replaces a key, and what its owner was promised. */
type Ending = { replacement: AccessKey | undefined; promise: KeyPromise };

/** Computes the facts about one key, given which other keys of the user this sweep takes away. */
export function factsOf(key: AccessKey, { replacement, promise }: Ending, draft: Draft) {
  const { config, evidence, now } = draft;
  const { create, deactivate, delete: deletion } = config.thresholds;
  const age = wholeDays(now, key.CreateDate);
  const inactiveFrom = inactiveSince(key, evidence);
  const superseded = replacement !== undefined && !isServed(key, draft) && age >= create.from;
  const today = dayOf(now);
  const { toldAt, earliest, latest = earliest } = promise;
  const isPromiseKept = today >= earliest && daysSince(toldAt, now) >= deactivate.from - create.to;
  const use = useOf(key, evidence);
  const replacedAt = replacement?.CreateDate ?? now;
  // A key that has a replacement was replaced already, by the run that a continuation goes on with.
  const forced = replacement === undefined && isForced(key, draft);
  // An owner who was told of extra time has it also if the guards are off since then.
  const inUseWithin = config.inUseWithinDays || (latest > earliest ? config.everyDays : 0);
  return {
    exempt: draft.exemption !== undefined,
    /** Another deployment looks after the user. */
    ofAnother: evidence?.secret.claim === 'elsewhere',
    /** The user's secret is there, but no valid pointer names it. */
    pointerLost: evidence?.secret.claim === 'lost',
    inFlight: hasWorkInFlight(draft, now),
    unfinished: isUnfinished(key, draft),
    orphan: isOrphan(key, draft, now),
    active: key.Status === 'Active',
    inactive: key.Status === 'Inactive',
    /** Its version is AWSCURRENT or, by the marks alone, it is the key that was current last. */
    current: hasStage(key, draft, 'AWSCURRENT') || newestMade(draft) === key,
    /** A valid mark says since when it is Inactive. */
    marked: inactiveFrom !== undefined,
    /** Old enough, and Inactive for long enough, to be deleted. */
    deletable: age > deletion.after && daysSince(inactiveFrom, now) >= deletion.inactiveFor,
    /** It is one of two or more keys in use, none of which is current in the user's secret. */
    twoInUse: age >= create.from && isTwoInUse(key, draft),
    /** An old, unused key that a person created and that takes the slot a replacement needs. */
    inTheWay: age > deactivate.to && isInTheWay(key, draft),
    /** Its owner was told for the whole overlap, and the day that it was told has come. */
    isPromiseKept,
    /** Old enough to be replaced, and another key replaces it. */
    superseded,
    /** Superseded, old enough to be deactivated, and the promise to its owner is kept. */
    deactivatable: superseded && age >= deactivate.from && isPromiseKept,
    /** Used lately, and since its replacement was created. */
    inUse: isWithinDays(use, inUseWithin, now) && (use ?? replacedAt) > replacedAt,
    /** The next sweep still comes in time to deactivate it, or its owner was told of more time. */
    canWait: age + config.everyDays < deactivate.to || today < latest,
    /** Unused for `retireUnusedAfterDays`, and the user's oldest Active key. */
    unused: isUnused(key, draft),
    dueForReplacement: age >= create.from || forced,
    /** The user has room for another key once this sweep's deletions are done. */
    slotFree: isSlotFree(draft),
    /** Past `create.to`, and the configuration only reports late keys. */
    late: age > create.to && config.lateKeys === 'report' && !forced,
  };
}

/** True if it is another's, or a person's, to say which secret is the user's. */
export function isClaimedElsewhere({ evidence }: Pick<Draft, 'evidence'>): boolean {
  return evidence?.secret.claim === 'elsewhere' || evidence?.secret.claim === 'lost';
}

/** Returns the youngest key that a mark says was current: whoever may write secrets cannot change that. */
function newestMade({ keys, evidence }: Pick<Draft, 'keys' | 'evidence'>): AccessKey | undefined {
  const made = evidence?.tags.made.map(({ AccessKeyId }) => AccessKeyId) ?? [];
  return keys.toSorted(byAge).findLast(({ AccessKeyId }) => made.includes(AccessKeyId));
}

/** Returns whole days since a moment; -1 if there is none. */
function daysSince(moment: Date | undefined, now: Date): number {
  return moment ? wholeDays(now, moment) : -1;
}

/** True if a person wants this key replaced now: the run names it, or names no key, and it is the user's newest Active one. */
function isForced(key: AccessKey, draft: Draft): boolean {
  const { forced, forcedKeys, taken } = draft;
  if (forcedKeys) return forced && forcedKeys.includes(key.AccessKeyId);
  // Not a key that this sweep takes away, such as an orphan of the same run.
  const newest = activeKeys(draft).findLast(({ AccessKeyId }) => !taken.has(AccessKeyId));
  return forced && newest === key;
}

function isTwoInUse(key: AccessKey, draft: Draft): boolean {
  const inUse = keysInUse(draft, draft.config, draft.now);
  return inUse.length > 1 && inUse.includes(key);
}

function isInTheWay(key: AccessKey, draft: Draft): boolean {
  const { config, evidence, now } = draft;
  const { deactivate } = config.thresholds;
  const use = useOf(key, evidence);
  // Another secret under the user's name may hold the key.
  if (evidence?.secret.claim === 'foreign' || isStored(key, draft) || isSlotFree(draft)) return false;
  if (!isUnusedFor(Math.max(deactivate.to, idleDays(config)), use ?? key.CreateDate, now)) return false;
  const others = keptBeside(key, draft).filter((other) => canBeHeld(other, draft));
  const noneUsed = activeKeys(draft).every((other) => useOf(other, evidence) === undefined);
  if (noneUsed) return others.length > 0 && activeKeys(draft)[0] === key;
  return others.some((other) => {
    const later = compareUse(useOf(other, evidence), use);
    return later > 0 || (later === 0 && isYounger(other, key));
  });
}

/**
 * True if somebody may have the key: uses it, created it by hand, or can fetch it. If only the sweeper's proof ever used
 * it and no version holds it, its secret is lost: AWS may delete a version without a stage.
 */
function canBeHeld(key: AccessKey, draft: Draft): boolean {
  const { evidence } = draft;
  if (!evidence || useOf(key, evidence)) return true;
  if (!isStored(key, draft)) return !evidence.lastUse.get(key.AccessKeyId);
  return isServed(key, draft) || (hasStage(key, draft, 'AWSPREVIOUS') && !evidence.secret.deleted);
}

function isUnused(key: AccessKey, draft: Draft): boolean {
  const { config, evidence, now } = draft;
  const days = config.retireUnusedAfterDays;
  if (days === null || evidence === undefined || activeKeys(draft)[0] !== key) return false;
  return [key.CreateDate, useOf(key, evidence)].every((moment) => isUnusedFor(days, moment, now));
}

/** True if one of the two slots that IAM gives a user is free once this sweep's deletions are done. */
function isSlotFree({ keys, taken }: Draft): boolean {
  const deleted = [...taken.values()].filter((action) => action === 'delete').length;
  return keys.length - deleted < 2;
}
