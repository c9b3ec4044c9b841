import type { Config } from '../../../config/schema.ts';
import type { Sweep } from '../../aws/deps.ts';
import { replacementOf } from '../../decide/replacement.ts';
import { wholeDays } from '../../model/age.ts';
import { byAge, hasStage, isUnfinished } from '../../model/case-view.ts';
import { useOf } from '../../model/last-use.ts';
import { overlapSince } from '../../model/marks.ts';
import type { AccessKey, Decision, Plan, Result } from '../../model/types.ts';
import { dayOf, daysAfter, deletionOf, endingOf } from '../dates.ts';
import { isInUse, lastUsed } from '../last-used.ts';
import { placeOf } from '../place.ts';
import type { Sibling, Words } from './words.ts';

/** All that a text may say of one key and of what came of it. */
export function wordsFor({ decision, note, createdId }: Result, plan: Plan, sweep: Sweep): Words {
  const { config, now } = sweep;
  const { key, age, reason } = decision;
  const { create, deactivate } = config.thresholds;
  const ending = endingOf(key, plan, config, now);
  const replacement = standIn(key, plan, config, now);
  const deleteAt = deletionOf(key, plan, config, now);
  const told = overlapSince(key, plan);
  return {
    user: key.UserName,
    id: key.AccessKeyId,
    status: key.Status,
    age,
    reason,
    newId: createdId ?? '',
    secret: plan.evidence?.secret.name ?? '',
    isFetchable: plan.holder.keys.some(
      (other) => hasStage(other, plan, 'AWSCURRENT') || isUnfinished(other, plan),
    ),
    isProcessForm: isProcessForm(config),
    refusal: plan.evidence?.secret.refusal ?? '',
    remedy: plan.evidence?.secret.remedy ?? '',
    lastUsed: lastUsed(key, plan.evidence),
    replacement: createdId ?? replacement?.AccessKeyId ?? '',
    toldOn: told ? dayOf(told) : '',
    lateOn: lateOn(key, config),
    deactivateOn: dayOf(ending.deactivateAt),
    graceEnds: dayOf(ending.graceEnds),
    isFinal: ending.isFinal,
    isInUse: isInUse(key, { evidence: plan.evidence, replacement }, config, now),
    deleteOn: dayOf(deleteAt),
    undoDays: wholeDays(deleteAt, now),
    retireDays: config.retireUnusedAfterDays ?? 0,
    overlapDays: deactivate.from - create.to,
    note: note ?? '',
    isOnlyForced: isOnlyForced(decision, plan, config),
    isEnding: decision.action === 'deactivate',
    siblings: plan.holder.keys.toSorted(byAge).map((other) => siblingOf(other, plan, config, now)),
    place: placeOf(sweep),
  };
}

/** The schedule does not replace it: it is too young, or too old where late keys are only reported. */
function isOnlyForced(
  { age, rule }: Decision,
  { forced }: Plan,
  { lateKeys, thresholds: { create } }: Config,
): boolean {
  const isScheduled = age >= create.from && (age <= create.to || lateKeys === 'create');
  return forced && !isScheduled && (rule === 'create' || rule === 'no-slot');
}

/** The key that stands in for `key` once this sweep has taken what it takes. */
export function standIn(key: AccessKey, plan: Plan, config: Config, now: Date): AccessKey | undefined {
  const taken = new Map<string, 'deactivate' | 'delete'>();
  for (const { key: other, action } of plan.decisions) {
    if (action === 'deactivate' || action === 'delete') taken.set(other.AccessKeyId, action);
  }
  return replacementOf(key, { ...plan, config, now, exempt: false, taken });
}

function siblingOf(key: AccessKey, plan: Plan, config: Config, now: Date): Sibling {
  const age = wholeDays(now, key.CreateDate);
  return {
    id: key.AccessKeyId,
    status: key.Status,
    age,
    lastUsed: lastUsed(key, plan.evidence),
    usedAt: useOf(key, plan.evidence),
    lateOn: lateOn(key, config),
    isLate: age > config.thresholds.create.to,
    isCurrent: hasStage(key, plan, 'AWSCURRENT'),
    deleteOn: dayOf(deletionOf(key, plan, config, now)),
  };
}

/** The AWS CLI looks for these three and for no others (AWS CLI User Guide, "Sourcing credentials with an external process"). */
function isProcessForm({ secrets }: Config): boolean {
  const { AccessKeyId, SecretAccessKey, fixed } = secrets.fields;
  return fixed.Version === 1 && AccessKeyId === 'AccessKeyId' && SecretAccessKey === 'SecretAccessKey';
}

function lateOn({ CreateDate }: AccessKey, { thresholds }: Config): string {
  return dayOf(daysAfter(CreateDate, thresholds.create.to + 1));
}
