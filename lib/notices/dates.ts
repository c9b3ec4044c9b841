import { addHours } from 'date-fns/addHours';
import { max } from 'date-fns/max';
import type { Config } from '../../config/schema.ts';
import { inactiveSince } from '../inactive-since.ts';
import { toldSince } from '../marks.ts';
import type { AccessKey, Plan } from '../types.ts';

/** The day on which a key has reached an age, as YYYY-MM-DD in UTC. */
export function dayAtAge(key: AccessKey, days: number): string {
  return dayOf(daysAfter(key.CreateDate, days));
}

/** The day from which a superseded key may be deactivated: old enough, and its owner told for long enough. */
export function deactivationDay(key: AccessKey, plan: Plan, { thresholds }: Config, now: Date): string {
  const { create, deactivate } = thresholds;
  const told = toldSince(plan, key.AccessKeyId) ?? now;
  return dayOf(
    max([daysAfter(key.CreateDate, deactivate.from), daysAfter(told, deactivate.from - create.to), now]),
  );
}

/** The day from which an Inactive key is deleted: past its age, and Inactive for long enough. */
export function deletionDay(key: AccessKey, { evidence }: Plan, { thresholds }: Config, now: Date): string {
  const { after, inactiveFor } = thresholds.delete;
  const since = inactiveSince(key, evidence) ?? now;
  return dayOf(max([daysAfter(key.CreateDate, after + 1), daysAfter(since, inactiveFor), now]));
}

/** YYYY-MM-DD in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function daysAfter(date: Date, days: number): Date {
  return addHours(date, days * 24);
}
