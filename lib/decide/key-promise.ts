import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import { dayOf, daysAfter } from '../model/age.ts';
import { dayOutside, freezeAt } from '../model/freeze.ts';
import { useOf } from '../model/last-use.ts';
import { type EndDays, type KeyPromise, lastDay, laterOf } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import { markOf, type ToldMark } from '../model/user-tags.ts';
import type { Draft } from './draft.ts';
import { isInTheWay } from './in-the-way.ts';
import { isServed } from './replacement.ts';
import { isUnused } from './unused.ts';

/**
 * Returns what the owner of a key that is about to end was promised, or is promised now: days by the thresholds of
 * today, and never before the days that its mark names.
 */
export function promiseOf(key: AccessKey, replacement: AccessKey | undefined, draft: Draft): KeyPromise {
  const mark = toldMarkOf(key, draft);
  const kind = endKindOf(key, replacement, draft);
  const isKept = mark?.days?.kind === kind && isStillGood({ ...mark, days: mark.days }, key, draft);
  const days = daysFrom(isKept ? mark.at : draft.now, { key, kind, mark }, draft);
  const { earliest, latest } = mark?.days ?? {};
  return {
    ...days,
    toldAt: isKept ? mark.at : undefined,
    isMarked: isKept && days.earliest === earliest && days.latest === latest,
    isFinal: isFinal(days, draft),
  };
}

/** Returns the promise that begins when a key is replaced now. */
export function promiseAtReplacement(key: AccessKey, draft: Draft): KeyPromise {
  const days = daysFrom(draft.now, { key, kind: 'any', mark: toldMarkOf(key, draft) }, draft);
  return { ...days, toldAt: undefined, isMarked: false, isFinal: isFinal(days, draft) };
}

/** A key replaced by one that a person created ends only while nobody uses it. */
function endKindOf(key: AccessKey, replacement: AccessKey | undefined, draft: Draft): EndDays['kind'] {
  if (replacement) return isServed(replacement, draft) ? 'any' : 'idle';
  return isUnused(key, draft) && !isInTheWay(key, draft) ? 'unused' : 'idle';
}

type ValidMark = ToldMark & { at: Date };

/** Returns the mark that the owner was told; undefined if there is none with a valid date. */
function toldMarkOf({ AccessKeyId }: AccessKey, { evidence }: Draft): ValidMark | undefined {
  const mark = evidence && markOf(evidence.tags.toldSince, AccessKeyId);
  return mark?.at && { ...mark, at: mark.at };
}

/**
 * True if a promise of the right kind still counts. False if the key was used although it was to end only when it is
 * not, or if it should have ended long ago: then sweeps did not act meanwhile, and the owner need not expect it any
 * more.
 */
function isStillGood(
  { at, days }: ValidMark & { days: EndDays },
  key: AccessKey,
  { config, evidence, now }: Draft,
): boolean {
  const isUsed = days.kind !== 'any' && (useOf(key, evidence) ?? at) > at;
  const isOver = lastDay(days) < dayOf(daysAfter(now, -2 * config.everyDays));
  return !isUsed && !isOver;
}

/**
 * Computes the days from the moment when the owner was told. No key ends in a freeze, so a day in one moves to the day
 * after it.
 */
function daysFrom(
  toldAt: Date,
  { key, kind, mark }: Pick<EndDays, 'kind'> & { key: AccessKey; mark: ToldMark | undefined },
  { config, now }: Draft,
): EndDays {
  const { everyDays, inUseWithinDays, thresholds } = config;
  const { create, deactivate } = thresholds;
  // In a freeze, a day that passed without a sweep moves, too.
  const today = freezeAt(now, config) ? dayOf(now) : '';
  const outside = (...days: (string | undefined)[]) => dayOutside(laterOf(...days, today), config);
  const ripe = max([
    daysAfter(key.CreateDate, deactivate.from),
    daysAfter(toldAt, deactivate.from - create.to),
  ]);
  const earliest = outside(dayOf(ripe), mark?.days?.earliest);
  if (kind !== 'any') return { earliest, latest: undefined, kind };
  // A key in use is spared only while the sweep after that still comes in time.
  const graceEnds = inUseWithinDays > 0 ? dayOf(daysAfter(key.CreateDate, deactivate.to - everyDays)) : '';
  return { earliest, latest: outside(earliest, graceEnds, mark?.days?.latest), kind };
}

function isFinal({ earliest, latest }: EndDays, { config, now }: Draft): boolean {
  const { everyDays, deploy } = config;
  // A sweep in a freeze deactivates nothing.
  const nextSweep = dayOutside(dayOf(addMinutes(daysAfter(now, everyDays), deploy.flexibleMinutes)), config);
  return latest !== undefined && laterOf(earliest, nextSweep) >= latest;
}
