import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import type { Config } from '../../config/schema.ts';
import { inactiveSince } from '../model/inactive-since.ts';
import { overlapSince } from '../model/marks.ts';
import type { AccessKey, Plan } from '../model/types.ts';

/** When a superseded key may be deactivated, and when that happens in use or not. */
export type Ending = {
  deactivateAt: Date;
  graceEnds: Date;
  /** Whether the sweep that deactivates it gives a key in use no grace. */
  isFinal: boolean;
};

/**
 * How a superseded key ends: from when it is old enough and its owner was told for long enough. Rule 13 gives
 * grace only while the sweep after still comes in time, so for a late key there is none.
 */
export function endingOf(key: AccessKey, plan: Plan, config: Config, now: Date): Ending {
  const { everyDays, inUseWithinDays, deploy, thresholds } = config;
  const { create, deactivate } = thresholds;
  const told = overlapSince(key, plan) ?? now;
  const deactivateAt = max([
    daysAfter(key.CreateDate, deactivate.from),
    daysAfter(told, deactivate.from - create.to),
    now,
  ]);
  const graceEnds = daysAfter(key.CreateDate, deactivate.to - everyDays);
  const nextSweep = addMinutes(daysAfter(now, everyDays), deploy.flexibleMinutes);
  const isFinal = inUseWithinDays === 0 || max([deactivateAt, nextSweep]) >= graceEnds;
  return { deactivateAt, graceEnds, isFinal };
}

/** From when an Inactive key is deleted: past its age, and Inactive for long enough. */
export function deletionOf(key: AccessKey, { evidence }: Plan, { thresholds }: Config, now: Date): Date {
  const { after, inactiveFor } = thresholds.delete;
  const since = inactiveSince(key, evidence) ?? now;
  return max([daysAfter(key.CreateDate, after + 1), daysAfter(since, inactiveFor), now]);
}

/** YYYY-MM-DD in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** So many 24-hour days later. */
export function daysAfter(date: Date, days: number): Date {
  return addHours(date, days * 24);
}
