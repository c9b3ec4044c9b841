import { leastUnusedDays } from '../../config/schema.ts';
import { dayOf, daysAfter, wholeDays } from '../model/age.ts';
import type { Deletion } from '../model/deletion.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import { byAge, hasStage, isUnfinished } from '../model/keys.ts';
import { isUnusedFor, useOf } from '../model/last-use.ts';
import type { KeyPromise } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import { type Draft, isSlotFree } from './draft.ts';
import { isInTheWay } from './in-the-way.ts';
import { keysInUse } from './keys-in-use.ts';
import { isOrphan } from './orphan.ts';
import { isServed } from './replacement.ts';
import { isForced, isUnused } from './unused.ts';

/** What a rule may look at: plain answers about one key. */
export type Facts = Readonly<ReturnType<typeof factsOf>>;

/** What is known about the end of a key. */
type Ending = {
  replacement: AccessKey | undefined;
  promise: KeyPromise;
  deletion: Deletion;
  /** True if it is Inactive, and the first to go for a replacement that needs its slot. */
  isBlocking: boolean;
};

/** Computes the facts about one key, given which other keys of the user this sweep takes away. */
export function factsOf(
  key: AccessKey,
  { replacement, promise, deletion, isBlocking }: Ending,
  draft: Draft,
) {
  const { config, evidence, now } = draft;
  const { create, deactivate } = config.thresholds;
  const age = wholeDays(now, key.CreateDate);
  const superseded = replacement !== undefined && age >= create.from;
  const today = dayOf(now);
  const { toldAt, earliest, latest = earliest } = promise;
  const isPromiseKept = today >= earliest && now >= daysAfter(toldAt ?? now, deactivate.from - create.to);
  const use = useOf(key, evidence);
  const replacedAt = replacement?.CreateDate ?? now;
  // If the secret serves its replacement, it was replaced already, maybe by the run that a continuation goes on with.
  const isReplaced = replacement !== undefined && isServed(replacement, draft);
  const forced = !isReplaced && isForced(key, draft);
  // An owner who was told of extra time has it also if the guards are off since then; no other key can wait then.
  const inUseWithin = config.inUseWithinDays || config.everyDays;
  return {
    exempt: draft.exemption !== undefined,
    /** Another deployment looks after the user. */
    otherDeployment: evidence?.secret.claim === 'elsewhere',
    /** The user's secret is there, but no valid pointer names it. */
    pointerLost: evidence?.secret.claim === 'lost',
    inFlight: hasWorkInFlight(draft, now),
    unfinished: isUnfinished(key, draft),
    orphan: key.Status === 'Active' && isOrphan(key, draft, now),
    active: key.Status === 'Active',
    inactive: key.Status === 'Inactive',
    /** Its version is AWSCURRENT or, by the marks alone, it is the key that was current last. */
    current: isCurrent(key, draft),
    /** A valid mark says since when it is Inactive, and its owner was told. */
    marked: deletion.since !== undefined,
    /** Its wait is over, and it is old enough to be deleted. */
    deletable: deletion.isOver && (deletion.kind === 'orphan' || age > config.thresholds.delete.after),
    /** It is the first to go for a replacement that needs its slot. */
    blocking: isBlocking,
    /** Retired because nobody used it, and AWS shows a use from before that now. */
    retiredInUse: isRetiredInUse(key, deletion, draft),
    /** A sweep deactivated it because nobody used it. */
    retired: deletion.kind === 'unused',
    /** It is one of two or more keys in use, none of which is current in the user's secret. */
    twoInUse: age >= create.from && isTwoInUse(key, draft),
    /** An old, unused key that a person created and that takes the slot a replacement needs. */
    inTheWay: isInTheWay(key, draft),
    /** Its owner was told for the whole overlap, and the day that it was told has come. */
    isPromiseKept,
    /** Old enough to be replaced, and another key replaces it. */
    superseded,
    /** Superseded, old enough to be deactivated, and the promise to its owner is kept. */
    deactivatable: superseded && age >= deactivate.from && isPromiseKept,
    /** Used lately, and since its replacement was created. */
    inUse: !isUnusedFor(inUseWithin, use, now) && (use ?? replacedAt) > replacedAt,
    /** The day from which it ends in use or not, as its owner was told, is still to come; a day starts at midnight UTC. */
    canWait: today < latest,
    /** The user's oldest Active key, old enough to be replaced, and to be retired instead because nobody uses it. */
    unused: replacement === undefined && isUnused(key, draft),
    /** Old enough to be deactivated. */
    retirable: age >= deactivate.from,
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

/** True if consumers fetch the key as current or, by the marks alone, it is the key that was current last. */
export function isCurrent(key: AccessKey, draft: Pick<Draft, 'keys' | 'evidence'>): boolean {
  return hasStage(key, draft, 'AWSCURRENT') || newestMade(draft) === key;
}

/** Returns the youngest key that a mark says was current: whoever may write secrets cannot change that. */
export function newestMade({ keys, evidence }: Pick<Draft, 'keys' | 'evidence'>): AccessKey | undefined {
  const isMade = ({ AccessKeyId }: AccessKey) =>
    evidence?.tags.made.some((mark) => mark.AccessKeyId === AccessKeyId);
  return keys.toSorted(byAge).findLast(isMade);
}

function isTwoInUse(key: AccessKey, draft: Draft): boolean {
  const inUse = keysInUse(draft, draft.config, draft.now);
  return inUse.length > 1 && inUse.includes(key);
}

/**
 * AWS shows a use late. One that it showed in time would have kept the key, under every setting of `unused.after`: the
 * mark does not say which one applied, and an earlier use is no news if it was raised since. No use shows up so many
 * days late.
 */
function isRetiredInUse(key: AccessKey, { kind, since }: Deletion, { evidence }: Draft): boolean {
  const use = useOf(key, evidence);
  return (
    kind === 'unused' && since !== undefined && use !== undefined && use > daysAfter(since, -leastUnusedDays)
  );
}
