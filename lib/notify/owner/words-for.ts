import type { Config } from '../../../config/schema.ts';
import { newestStored } from '../../decide/concerns.ts';
import { keysInUse } from '../../decide/keys-in-use.ts';
import { dayOf, daysAfter, wholeDays } from '../../model/age.ts';
import { hasStage, isUnfinished } from '../../model/keys.ts';
import { useOf } from '../../model/last-use.ts';
import { promiseThatHolds } from '../../model/marks.ts';
import type { Decision, Plan, Result, UserResult } from '../../model/plan.ts';
import { sesSmtpRegion } from '../../model/ses-smtp.ts';
import type { AccessKey } from '../../model/user.ts';
import { isInUse, lastUsed } from '../last-used.ts';
import type { NoticeContext } from '../notice.ts';
import { placeOf } from '../sweep-command.ts';
import type { Sibling, Words } from './words.ts';

/** Returns all values that a text about one key and the result of its decision may contain. */
export function wordsFor(
  { decision, note, createdId }: Result,
  { plan, results }: Pick<UserResult, 'plan' | 'results'>,
  context: NoticeContext,
): Words {
  const { config, evidence } = plan;
  const { key, age, reason, replacement } = decision;
  const promise = promiseThatHolds(decision, results);
  const { create, deactivate } = config.thresholds;
  return {
    user: key.UserName,
    id: key.AccessKeyId,
    status: key.Status,
    age,
    reason,
    newId: createdId ?? '',
    secret: evidence?.secret.name ?? '',
    isFetchable: plan.keys.some((other) => hasStage(other, plan, 'AWSCURRENT') || isUnfinished(other, plan)),
    isProcessForm: isProcessForm(config),
    smtp: { region: sesSmtpRegion(evidence) ?? '', field: config.secrets.fields.SesSmtpPassword ?? '' },
    refusal: decision.refusal?.reason ?? '',
    remedy: decision.refusal?.remedy ?? evidence?.secret.remedy ?? '',
    concern: { reason: '', remedy: undefined },
    lastUsed: lastUsed(key, evidence),
    replacement: createdId ?? replacement?.AccessKeyId ?? '',
    toldOn: decision.promised?.toldAt ? dayOf(decision.promised.toldAt) : '',
    lateOn: lateOn(key, config),
    isStripped: decision.concerns.some(({ kind }) => kind === 'tags-removed'),
    deactivateOn: promise?.earliest ?? '',
    graceEnds: promise?.latest ?? '',
    isFinal: promise?.isFinal ?? false,
    isInUse: isInUse(key, { evidence, replacement }, config, context.now),
    deleteOn: dayOf(decision.deleteFrom),
    undoDays: wholeDays(decision.deleteFrom, context.now),
    retireDays: config.retireUnusedAfterDays ?? 0,
    overlapDays: deactivate.from - create.to,
    note: note ?? '',
    isOnlyForced: isOnlyForced(decision, plan),
    isEnding: decision.action === 'deactivate',
    keysInUse: keysInUse(plan, config, context.now).length,
    siblings: plan.decisions.map((other) => siblingOf(other, plan, context)),
    place: placeOf(context),
  };
}

/** True if no scheduled sweep replaces the key: it is too young, or late keys are only reported. */
function isOnlyForced({ age, rule }: Decision, { forced, config }: Plan): boolean {
  const { create } = config.thresholds;
  const isScheduled = age >= create.from && (age <= create.to || config.lateKeys === 'create');
  return forced && !isScheduled && (rule === 'create' || rule === 'no-slot');
}

function siblingOf({ key, age, deleteFrom }: Decision, plan: Plan, { now }: NoticeContext): Sibling {
  const { evidence, config } = plan;
  return {
    isInUse: isInUse(key, { evidence, replacement: undefined }, config, now),
    isToldToUse: newestStored(plan) === key,
    id: key.AccessKeyId,
    status: key.Status,
    age,
    lastUsed: lastUsed(key, plan.evidence),
    usedAt: useOf(key, plan.evidence),
    lateOn: lateOn(key, plan.config),
    isLate: age > plan.config.thresholds.create.to,
    isCurrent: hasStage(key, plan, 'AWSCURRENT'),
    deleteOn: dayOf(deleteFrom),
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
