import { dayOf, wholeDays } from '../model/age.ts';
import type { Deletion } from '../model/deletion.ts';
import { useOf } from '../model/last-use.ts';
import type { Decision, RuleName } from '../model/plan.ts';
import { type KeyPromise, lastDay } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import type { Draft } from './draft.ts';
import { keysInUse } from './keys-in-use.ts';

type Reason = (words: Words) => string;

/** What the reasons are made of. */
type Words = Pick<Draft['config'], 'thresholds' | 'unused'> & {
  deletion: Deletion;
  promise: KeyPromise;
  /** The day since when its owner knows that it is Inactive. */
  inactiveSince: string;
  key: AccessKey;
  age: number;
  lastUsed: string;
  replacement: string;
  /** Why the key is in the way; the rules `in-the-way` and `in-the-way-done` also apply to keys that were replaced. */
  inTheWayOf: string;
  told: string;
  /** True if the user's secret was made less than an hour ago and no tag of the user names it. */
  isNew: boolean;
  /** How many keys of the user are in use and not current. */
  inUse: number;
  /** The name of the secret, and why it is not taken for the user's. */
  secret: string;
};

const reasons: Record<RuleName, Reason> = {
  exempt: () => 'the user is left alone',
  'other-deployment': ({ secret }) => `its secret ${secret}`,
  'pointer-lost': ({ secret }) => `its secret ${secret}`,
  'in-flight': ({ isNew }) =>
    isNew
      ? 'a secret with its id was made less than an hour ago, by another sweep or by somebody else'
      : 'another sweep began to create a key for this user less than an hour ago',
  unfinished: () => 'an earlier sweep stored this key but did not get to make it current',
  orphan: () => 'an earlier sweep created this key and lost its secret before it was stored; nobody has it',
  'unknown-status': ({ key }) => `its status is ${key.Status}, which is neither Active nor Inactive`,
  'inactive-current': () => 'it is Inactive, yet it is the last key that consumers fetched as current',
  'inactive-unmarked': () => 'it is Inactive and nothing valid says since when',
  'retired-in-use': ({ lastUsed }) =>
    `deactivated because nobody seemed to use it, yet AWS says now that it was ${lastUsed}`,
  'inactive-past-delete': ({ age, deletion, inactiveSince }) =>
    deletion.kind === 'orphan'
      ? `nobody ever had it, and it is Inactive since ${inactiveSince}`
      : `${age} days old and Inactive since ${inactiveSince}`,
  'inactive-in-the-way': ({ inactiveSince }) =>
    `Inactive since ${inactiveSince}, and it takes the slot that a replacement needs`,
  'inactive-waiting': ({ deletion }) =>
    `Inactive; deleted from ${deletion.planned} on${deletion.notBefore < deletion.planned ? `, or from ${deletion.notBefore} on if a replacement needs its slot and can be made` : ''}`,
  'two-in-use': ({ inUse, lastUsed }) =>
    `${inUse === 2 ? 'two keys are in use, and neither' : `${inUse} keys are in use, and none of them`} is in Secrets Manager; this one was ${lastUsed}`,
  'in-the-way-done': ({ lastUsed, told, inTheWayOf }) => `${inTheWayOf}, was ${lastUsed}, and ${told}`,
  'in-the-way': ({ lastUsed, told, inTheWayOf }) => `${inTheWayOf} and was ${lastUsed}; ${told}`,
  'superseded-in-use': ({ replacement, lastUsed, promise }) =>
    `replaced by ${replacement}, yet ${lastUsed}; in use or not, it is deactivated from ${lastDay(promise)} on`,
  'superseded-done': ({ age, replacement, told }) =>
    `${age} days old, replaced by ${replacement}, and ${told}`,
  'superseded-waiting': ({ replacement, thresholds, promise, told }) =>
    `replaced by ${replacement}; deactivated from ${promise.toldAt ? `${promise.earliest} on` : `day ${thresholds.deactivate.from}`}; ${told}`,
  'unused-done': ({ lastUsed, unused, told }) =>
    `${lastUsed}; keys unused for ${unused.after} days are retired; ${told}`,
  'unused-waiting': ({ lastUsed, unused, told }) =>
    `${lastUsed}; keys unused for ${unused.after} days are retired, not replaced; ${told}`,
  'no-slot': ({ age }) => `${age} days old, but the user has no free slot for a replacement`,
  late: ({ age, thresholds }) =>
    `${age} days old, past ${thresholds.create.to}, and late keys are only reported (lateKeys)`,
  create: ({ age, thresholds }) =>
    age > thresholds.create.to
      ? `${age} days old, late: due for replacement from day ${thresholds.create.from} to ${thresholds.create.to}`
      : age >= thresholds.create.from
        ? `${age} days old, due for replacement from day ${thresholds.create.from}`
        : `${age} days old; a person asked to rotate this user now`,
  // Only a key that the secret serves ends another in use or not.
  fresh: ({ age, thresholds, replacement, promise }) =>
    promise.kind === 'any'
      ? `${age} days old, replaced by ${replacement}; not deactivated before ${promise.earliest}`
      : `${age} days old, due for replacement from day ${thresholds.create.from}`,
};

/** Returns in words why a rule applies to a key. */
export function reasonFor(
  rule: RuleName,
  {
    key,
    replacement,
    deletion,
    promise,
  }: Pick<Decision, 'key' | 'replacement' | 'deletion'> & { promise: KeyPromise },
  draft: Draft,
): string {
  const { config, evidence, now } = draft;
  const use = useOf(key, evidence);
  const { toldAt } = promise;
  return reasons[rule]({
    ...config,
    key,
    deletion,
    promise,
    inactiveSince: dayOf(deletion.since ?? now),
    age: wholeDays(now, key.CreateDate),
    lastUsed: use ? `last used ${daysAgo(wholeDays(now, use))}` : 'never used',
    replacement: replacement?.AccessKeyId ?? 'another key',
    inTheWayOf: replacement
      ? `replaced by ${replacement.AccessKeyId}`
      : 'it takes the slot that a replacement needs',
    isNew: evidence?.secret.claim === 'new' && evidence.tags.intents.length === 0,
    inUse: keysInUse(draft, config, now).length,
    secret: `${evidence?.secret.name} ${evidence?.secret.refusal}`,
    told: toldAt ? `its owner was told ${daysAgo(wholeDays(now, toldAt))}` : 'its owner has to be told first',
  });
}

function daysAgo(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}
