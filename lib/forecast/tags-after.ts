import { deletionsToMark, promisesToMark, remindersIn, withdrawnPromises } from '../model/announcements.ts';
import { settledIntents, staleMarks } from '../model/marks.ts';
import type { Plan, Result } from '../model/plan.ts';
import { pointerIn } from '../model/pointer.ts';
import type { AccessKey, Evidence } from '../model/user.ts';
import {
  type InactiveMark,
  type KeyMark,
  type ToldMark,
  tagKeys,
  type UserTags,
} from '../model/user-tags.ts';
import { keysBy } from './results.ts';

type Changes = {
  plan: Plan;
  evidence: Evidence;
  results: readonly Result[];
  /** The status of each key that stays, by its id. */
  left: ReadonlyMap<string, string>;
  created: readonly AccessKey[];
  at: Date;
};

/** Returns the tags of a user as they are after a sweep that did all of this. */
export function tagsAfter({ plan, evidence, results, left, created, at }: Changes): UserTags {
  const { tags, secret } = evidence;
  const settled = settledIntents(plan, results, left);
  const vouching = [
    ...settled.made,
    ...idsOf(created).map((AccessKeyId) => ({ tagKey: tagKeys.creating(AccessKeyId), AccessKeyId })),
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

/** Returns the tags of a user as they are after a sweep in a freeze: days that its owner was told have moved. */
export function tagsAfterReminders(tags: UserTags, results: readonly Result[], at: Date): UserTags {
  const told = toldNow(remindersIn(results), at);
  const inactive = inactiveNow(remindersIn(results), at);
  const toldSince = [...without(idsOf(told), tags.toldSince), ...told];
  const inactiveSince = [...without(idsOf(inactive), tags.inactiveSince), ...inactive];
  return { ...tags, toldSince, inactiveSince };
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
