import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import { daysAfter } from '../model/age.ts';
import { inactiveSince } from '../model/inactive-since.ts';
import type { KeyDates } from '../model/plan.ts';
import { toldSince } from '../model/told-since.ts';
import type { AccessKey } from '../model/user.ts';
import type { Draft } from './draft.ts';

/**
 * Computes when a key ends. A superseded key is deactivated once it is old enough and its owner was told for the whole
 * overlap. The rule `superseded-in-use` spares a key only while the sweep after still comes in time, so a late key gets
 * no extra time.
 */
export function keyDates(key: AccessKey, inOverlap: boolean, { config, evidence, now }: Draft): KeyDates {
  const { everyDays, inUseWithinDays, deploy, thresholds } = config;
  const { create, deactivate, delete: deletion } = thresholds;
  const toldAt = inOverlap ? toldSince(key, evidence) : undefined;
  const deactivateFrom = max([
    daysAfter(key.CreateDate, deactivate.from),
    daysAfter(toldAt ?? now, deactivate.from - create.to),
    now,
  ]);
  const graceEnds = daysAfter(key.CreateDate, deactivate.to - everyDays);
  const nextSweep = addMinutes(daysAfter(now, everyDays), deploy.flexibleMinutes);
  return {
    toldAt,
    deactivateFrom,
    graceEnds,
    isFinal: inUseWithinDays === 0 || max([deactivateFrom, nextSweep]) >= graceEnds,
    deleteFrom: max([
      daysAfter(key.CreateDate, deletion.after + 1),
      daysAfter(inactiveSince(key, evidence) ?? now, deletion.inactiveFor),
      now,
    ]),
  };
}
