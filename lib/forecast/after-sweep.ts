import { addMinutes } from 'date-fns/addMinutes';
import { isPromotable, mayBeHeld } from '../decide/replacement.ts';
import { deletionsToMark, promisesToMark, remindersIn, withdrawnPromises } from '../model/announcements.ts';
import { settledIntents, staleMarks } from '../model/marks.ts';
import { type Action, isAct, type Plan, type Result } from '../model/plan.ts';
import { pointerIn } from '../model/pointer.ts';
import type { AccessKey, Evidence, User } from '../model/user.ts';
import {
  type InactiveMark,
  type KeyMark,
  type ToldMark,
  tagKeys,
  type UserTags,
} from '../model/user-tags.ts';
import { secretAfter } from './secret-after.ts';

/**
 * Returns the user as it is after a sweep that carried out its plan without failures. New keys and marks are one minute
 * younger than the start of the sweep.
 */
export function afterSweep(plan: Plan, now: Date): User {
  const { UserName, UserId, Path, keys, evidence } = plan;
  const user = { UserName, UserId, Path, keys, evidence, forced: false };
  if (!evidence) return user;
  const at = addMinutes(now, 1);
  const results = plan.decisions.map((decision): Result => ({ decision, ...outcomeOf(decision) }));
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
        created: idsOf(created),
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
  const results = plan.decisions.map((decision): Result => ({ decision, ...outcomeOf(decision) }));
  const told = toldNow(remindersIn(results), now);
  const inactive = inactiveNow(remindersIn(results), now);
  const { tags } = evidence;
  const toldSince = [...without(idsOf(told), tags.toldSince), ...told];
  const inactiveSince = [...without(idsOf(inactive), tags.inactiveSince), ...inactive];
  return { ...user, evidence: { ...evidence, tags: { ...tags, toldSince, inactiveSince } } };
}

function outcomeOf(decision: Plan['decisions'][number]): Pick<Result, 'outcome'> {
  return { outcome: decision.postponed ?? (isAct(decision) ? 'done' : 'none') };
}

function keysBy(wanted: Action, results: readonly Result[]): AccessKey[] {
  return results
    .filter(({ decision: { action }, outcome }) => action === wanted && outcome === 'done')
    .map(({ decision }) => decision.key);
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

type Changes = {
  plan: Plan;
  evidence: Evidence;
  results: readonly Result[];
  /** The status of each key that stays, by its id, and the ids of new keys. */
  left: ReadonlyMap<string, string>;
  created: readonly string[];
  at: Date;
};

function tagsAfter({ plan, evidence, results, left, created, at }: Changes): UserTags {
  const { tags, secret } = evidence;
  const settled = settledIntents(plan, results, left);
  const vouching = [
    ...settled.made,
    ...created.map((AccessKeyId) => ({ tagKey: tagKeys.creating(AccessKeyId), AccessKeyId })),
  ];
  const stale = new Set([
    ...staleMarks(plan),
    ...settled.removed,
    ...settled.made.map(({ tagKey }) => tagKey),
    ...withdrawnPromises(plan, results).map(({ tagKey }) => tagKey),
  ]);
  const deactivated = idsOf(keysBy('deactivate', results));
  const deleted = idsOf(keysBy('delete', results));
  const inactive = inactiveNow(results, at);
  const valid = ({ tagKey }: { tagKey: string }) => !stale.has(tagKey);
  const told = toldNow(results, at);
  const notTold = without([...deactivated, ...deleted, ...idsOf(told)], tags.toldSince);
  const isTried = created.length + keysBy('finish', results).length > 0;
  const isPointed = created.length > 0 || (secret.claim === 'unfinished' && !plan.leftAlone);
  const after = {
    ...tags,
    pointer: tags.pointer ?? (isPointed ? pointerIn(secret.name) : undefined),
    intents: tags.intents.filter(valid),
    made: [
      ...tags.made.filter((mark) => valid(mark) && left.has(mark.AccessKeyId)),
      ...vouching.map((mark) => ({ ...mark, at })),
    ],
    refused: isTried ? undefined : tags.refused,
    voidIntents: tags.voidIntents.filter((tagKey) => valid({ tagKey })),
    toldSince: [...notTold.filter(valid), ...told],
    inactiveSince: [
      ...without([...deleted, ...idsOf(inactive)], tags.inactiveSince.filter(valid)),
      ...inactive,
    ],
  };
  const marksBefore = marksIn(tags);
  const others = [...tags.all].filter(([key]) => !marksBefore.includes(key));
  // How many tags there are decides whether a key can be created.
  return { ...after, all: new Map([...others, ...marksIn(after).map((key) => [key, ''] as const)]) };
}

/** Returns the keys of the marks and of the pointer, in lower case. */
function marksIn(tags: UserTags): string[] {
  const { pointer, refused, intents, voidIntents, made, toldSince, inactiveSince } = tags;
  return [
    ...(pointer ? [tagKeys.pointer] : []),
    ...(refused ? [tagKeys.refusedCreate] : []),
    ...[...intents, ...made, ...toldSince, ...inactiveSince].map(({ tagKey }) => tagKey),
    ...voidIntents,
  ].map((key) => key.toLowerCase());
}

/** Returns the marks of the promises that are told at a moment, or whose days have moved. */
function toldNow(results: readonly Result[], at: Date): ToldMark[] {
  return promisesToMark(results).map(({ key: { AccessKeyId }, promised: { toldAt = at, ...days } }) => {
    return { tagKey: tagKeys.toldSince(AccessKeyId), AccessKeyId, at: toldAt, days };
  });
}

/** Returns the marks of Inactive keys whose owners are told a day, and of orphans, which have none. */
function inactiveNow(results: readonly Result[], at: Date): InactiveMark[] {
  const orphans = results
    .filter(({ decision, outcome }) => decision.deletion.kind === 'orphan' && outcome === 'done')
    .map(({ decision }) => decision)
    .filter(({ action }) => action !== 'delete');
  return [...deletionsToMark(results), ...orphans].map(({ key: { AccessKeyId }, deletion }) => {
    const { since = at, notBefore, kind } = deletion;
    const tagKey = tagKeys.inactiveSince(AccessKeyId);
    return { tagKey, AccessKeyId, at: since, notBefore, kind, isTold: true };
  });
}

/** IAM compares tag keys without case. */
function without<Mark extends KeyMark>(ids: readonly string[], marks: readonly Mark[]): Mark[] {
  const gone = new Set(ids.map((id) => id.toUpperCase()));
  return marks.filter(({ AccessKeyId }) => !gone.has(AccessKeyId.toUpperCase()));
}

function idsOf(keys: readonly Pick<AccessKey, 'AccessKeyId'>[]): string[] {
  return keys.map(({ AccessKeyId }) => AccessKeyId);
}
