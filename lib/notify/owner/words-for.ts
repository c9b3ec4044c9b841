import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import type { Config } from '../../../config/schema.ts';
import { newestStored } from '../../decide/concerns.ts';
import { keysInUse } from '../../decide/keys-in-use.ts';
import { isServed } from '../../decide/replacement.ts';
import { afterSlot, slotEndOf } from '../../decide/slot-end.ts';
import { dayOf, daysAfter } from '../../model/age.ts';
import { promiseThatHolds } from '../../model/announcements.ts';
import { hasStage } from '../../model/keys.ts';
import { useOf } from '../../model/last-use.ts';
import {
  type Decision,
  type Plan,
  type Result,
  resultsLeft,
  statusAfter,
  type UserResult,
} from '../../model/plan.ts';
import { sesSmtpRegion } from '../../model/ses-smtp.ts';
import type { AccessKey } from '../../model/user.ts';
import { waitsForOrphan } from '../../report/missed-rotations.ts';
import { isInUse, lastUsed } from '../last-used.ts';
import type { NoticeContext } from '../notice.ts';
import { placeOf } from '../sweep-command.ts';
import type { Sibling, Words } from './words.ts';

/** Returns all values that a text about one key and the result of its decision may contain. */
export function wordsFor(
  result: Result,
  { plan, results }: Pick<UserResult, 'plan' | 'results'>,
  context: NoticeContext,
): Words {
  const { config, evidence } = plan;
  const { decision, note, createdId } = result;
  const { key, age, reason, replacement } = decision;
  const promise = promiseThatHolds(decision, results);
  const refusal = result.refusal ?? decision.refusal;
  const { create, deactivate } = config.thresholds;
  const slotEnd = slotEndOf(decision, { plan, results });
  // Only a continuation names keys, but for a person who does.
  const isContinued =
    plan.forced &&
    waitsForOrphan(decision, { plan, results }, { isContinuation: !!plan.forcedKeys, now: context.now });
  return {
    user: key.UserName,
    id: key.AccessKeyId,
    status: key.Status,
    age,
    reason,
    newId: createdId ?? '',
    secret: evidence?.secret.name ?? '',
    isFetchable: plan.keys.some((other) => isServed(other, { ...plan, now: context.now })),
    isNobodys: decision.deletion.kind === 'orphan',
    isProcessForm: isProcessForm(config),
    smtp: { region: sesSmtpRegion(evidence) ?? '', field: config.secrets.fields.SesSmtpPassword ?? '' },
    refusal: refusal?.reason ?? '',
    remedy: refusal?.remedy ?? evidence?.secret.remedy ?? '',
    concern: { reason: '', remedy: undefined },
    lastUsed: lastUsed(key, evidence),
    replacement: createdId ?? replacement?.AccessKeyId ?? '',
    toldOn: decision.promised?.toldAt ? dayOf(decision.promised.toldAt) : '',
    lateOn: lateOn(key, config),
    replacesLate: config.lateKeys === 'create',
    isStripped: decision.concerns.some(({ kind }) => kind === 'tags-removed'),
    deactivateOn: promise?.earliest ?? '',
    graceEnds: promise?.latest ?? '',
    isFinal: promise?.isFinal ?? false,
    isInUse: isInUse(key, { evidence, replacement }, config, context.now),
    deleteOn: decision.deletion.notBefore,
    plannedOn: decision.deletion.planned > dayOf(context.now) ? decision.deletion.planned : '',
    undoDays: Math.max(0, differenceInCalendarDays(decision.deletion.notBefore, dayOf(context.now))),
    unusedDays: config.unused.after,
    overlapDays: deactivate.from - create.to,
    note: note ?? '',
    isOnlyForced: isOnlyForced(result, plan),
    slotEnd,
    afterSlot: isContinued ? 'continued' : afterSlot(decision, plan, { end: slotEnd, now: context.now }),
    isEnding: decision.action === 'deactivate',
    keysInUse: keysInUse(plan, config, context.now).length,
    siblings: resultsLeft(results).map((other) => ({
      ...siblingOf(other.decision, plan, context),
      status: statusAfter(other.decision, results),
    })),
    place: placeOf(context),
  };
}

/** True if no scheduled sweep replaces the key soon: it is too young, late keys are only reported, or AWS refused a call. */
function isOnlyForced({ decision: { age, rule }, refusal }: Result, { forced, config }: Plan): boolean {
  const { create } = config.thresholds;
  const isDue = age >= create.from && (age <= create.to || config.lateKeys === 'create');
  const isScheduled = isDue && !refusal;
  return forced && !isScheduled && (rule === 'create' || rule === 'no-slot');
}

function siblingOf(
  { key, age, rule, inOverlap, deletion }: Decision,
  plan: Plan,
  { now }: NoticeContext,
): Omit<Sibling, 'status'> {
  const { evidence, config } = plan;
  return {
    isInUse: isInUse(key, { evidence, replacement: undefined }, config, now),
    isToldToUse: newestStored(plan) === key,
    id: key.AccessKeyId,
    age,
    lastUsed: lastUsed(key, plan.evidence),
    usedAt: useOf(key, plan.evidence),
    lateOn: lateOn(key, plan.config),
    isLate: age > plan.config.thresholds.create.to,
    isCurrent: hasStage(key, plan, 'AWSCURRENT'),
    isStuck: rule === 'no-slot' || rule === 'two-in-use',
    isEnding: inOverlap,
    isNobodys: deletion.kind === 'orphan',
  };
}

/** The AWS CLI reads these fields and no others (AWS CLI User Guide, "Sourcing credentials with an external process"). */
function isProcessForm({ secrets }: Config): boolean {
  const { AccessKeyId, SecretAccessKey, fixed } = secrets.fields;
  return fixed.Version === 1 && AccessKeyId === 'AccessKeyId' && SecretAccessKey === 'SecretAccessKey';
}

function lateOn({ CreateDate }: AccessKey, { thresholds }: Config): string {
  return dayOf(daysAfter(CreateDate, thresholds.create.to + 1));
}
