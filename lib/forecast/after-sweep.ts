import { addMinutes } from 'date-fns/addMinutes';
import { isPromotable, mayBeHeld } from '../decide/replacement.ts';
import type { Plan, Result } from '../model/plan.ts';
import type { AccessKey, User } from '../model/user.ts';
import { keysBy, resultsOf } from './results.ts';
import { anHourLater, secretAfter } from './secret-after.ts';
import { tagsAfter, tagsAfterReminders } from './tags-after.ts';

/**
 * Returns the user as it is after a sweep that carried out its plan without failures. New keys and marks are one minute
 * younger than the start of the sweep.
 */
export function afterSweep(plan: Plan, now: Date): User {
  const { UserName, UserId, Path, keys, evidence } = plan;
  const user = { UserName, UserId, Path, keys, evidence, forced: false };
  if (!evidence) return user;
  const at = addMinutes(now, 1);
  const results = resultsOf(plan);
  const created = keysBy('create', results).map((key) => newKeyFor(key, at));
  const left = keys.flatMap((key) => keyAfter(key, plan, results));
  return {
    ...user,
    keys: [...left, ...created],
    evidence: {
      tags: tagsAfter({
        plan,
        evidence,
        results,
        left: new Map(left.map(({ AccessKeyId, Status }) => [AccessKeyId, Status])),
        created,
        at,
      }),
      lastUse: new Map([
        ...evidence.lastUse,
        // The sweep proves each new key.
        ...created.map((key) => [key.AccessKeyId, { at, service: 'sts', region: 'N/A' }] as const),
      ]),
      secret: secretAfter(plan, evidence.secret, { finished: keysBy('finish', results), created, at }),
    },
  };
}

/**
 * Returns the user as it is after a sweep in a freeze, whose plan has no acts that are carried out: days that its owner
 * was told have moved.
 */
export function afterFrozenSweep(plan: Plan, now: Date): User {
  const { UserName, UserId, Path, keys, evidence } = plan;
  const user = { UserName, UserId, Path, keys, evidence, forced: false };
  if (!evidence) return user;
  return {
    ...user,
    evidence: {
      ...evidence,
      tags: tagsAfterReminders(evidence.tags, resultsOf(plan), now),
      secret: anHourLater(evidence),
    },
  };
}

function keyAfter(key: AccessKey, plan: Plan, results: readonly Result[]): AccessKey[] {
  if (keysBy('delete', results).includes(key)) return [];
  const isDropped =
    keysBy('finish', results).includes(key) && !isPromotable(key, plan) && !mayBeHeld(key, plan);
  return [isDropped || keysBy('deactivate', results).includes(key) ? { ...key, Status: 'Inactive' } : key];
}

/** Its id is made from the id of the replaced key, because only AWS knows the real one. */
function newKeyFor({ UserName, AccessKeyId }: AccessKey, at: Date): AccessKey {
  return { UserName, AccessKeyId: `${AccessKeyId}+`, Status: 'Active', CreateDate: at };
}
