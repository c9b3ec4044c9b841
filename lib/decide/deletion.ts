import { parseISO } from 'date-fns/parseISO';
import type { Config } from '../../config/schema.ts';
import { dayOf, daysAfter, wholeDays } from '../model/age.ts';
import type { Deletion, InactiveKind } from '../model/deletion.ts';
import { dayOutside, freezeAt } from '../model/freeze.ts';
import { inactiveMarkOf } from '../model/inactive.ts';
import { isUnfinished } from '../model/keys.ts';
import { type EndDays, laterOf } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import { markOf } from '../model/user-tags.ts';
import type { Draft } from './draft.ts';
import { isOrphan } from './orphan.ts';
import { isIdle } from './unused.ts';

/** Returns when a key is deleted that is Inactive, or that is deactivated now as its owner was promised. */
export function deletionOf(key: AccessKey, draft: Draft, promised?: EndDays['kind']): Deletion {
  const { config, evidence, now } = draft;
  const kind = inactiveKindOf(key, draft, promised);
  const mark = inactiveMarkOf(key, evidence);
  // Nobody is told of an orphan, so its mark says nothing about a key that turns out to be somebody's.
  const isTold = mark?.isTold && (mark.kind === 'orphan') === (kind === 'orphan');
  const since = isTold ? mark.at : undefined;
  const from = since ?? now;
  const wait = waits[kind](config);
  const today = dayOf(now);
  // No key is deleted in a freeze, so a day in one, or one that passed without a sweep, moves to the day after it.
  const outside = (...days: string[]) =>
    dayOutside(laterOf(...days, freezeAt(now, config) ? today : ''), config);
  // A day that the owner was told never moves to an earlier one.
  const told = mark?.kind === 'orphan' ? '' : mark?.notBefore;
  const notBefore = outside(dayOf(daysAfter(from, wait)), told ?? '');
  // Nobody has an orphan, so its age does not matter.
  const ofAge = kind === 'orphan' ? '' : dayOf(daysAfter(key.CreateDate, config.thresholds.delete.after + 1));
  return {
    kind,
    since,
    notBefore,
    planned: outside(notBefore, ofAge),
    isOver: wholeDays(now, from) >= wait && today >= notBefore,
    isMarked: mark?.notBefore === notBefore && mark.kind === kind,
  };
}

/** Returns the day before which a key is not deleted that is deactivated on the day `endsOn`. */
export function deletedFrom(endsOn: string, promised: EndDays['kind'], config: Config): string {
  const wait = waits[promised === 'unused' ? 'unused' : 'ours'](config);
  return dayOutside(dayOf(daysAfter(parseISO(`${endsOn}T00:00:00Z`), wait)), config);
}

/** For how many days a key is Inactive at least. Who finds a key that a person deactivated gets two sweeps to notice. */
const waits: Record<InactiveKind, (config: Config) => number> = {
  ours: ({ thresholds }) => thresholds.delete.inactiveFor,
  found: ({ thresholds, everyDays }) => Math.max(thresholds.delete.inactiveFor, 2 * everyDays),
  unused: ({ unused }) => unused.keepInactiveFor,
  // Long enough for AWS to show a use.
  orphan: () => 1,
};

/**
 * Marks may be lost, and a sweep may have stopped before it wrote one: then the mark that its owner was told says whose
 * doing it is.
 */
function inactiveKindOf(key: AccessKey, draft: Draft, promised: EndDays['kind'] | undefined): InactiveKind {
  const { config, evidence, now } = draft;
  if (isOrphan(key, draft, now)) return 'orphan';
  // Of an unfinished key that is dropped, nobody was told.
  if (isUnfinished(key, draft)) return 'found';
  if (key.Status === 'Active') return promised === 'unused' ? 'unused' : 'ours';
  const mark = inactiveMarkOf(key, evidence);
  // What the first version marked waits as long as its owner was told.
  if (mark) return mark.kind === 'orphan' ? 'found' : (mark.kind ?? 'ours');
  const days = evidence && markOf(evidence.tags.toldSince, key.AccessKeyId)?.days;
  if (days && days.earliest <= dayOf(now)) return days.kind === 'unused' ? 'unused' : 'ours';
  // If somebody removed the marks of a retired key, it must not go sooner for that.
  return config.unused.action === 'retire' && isIdle(key, draft) ? 'unused' : 'found';
}
