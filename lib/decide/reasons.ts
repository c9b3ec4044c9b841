import { wholeDays } from '../model/age.ts';
import { useOf } from '../model/last-use.ts';
import type { Decision, RuleName } from '../model/plan.ts';
import type { KeyPromise } from '../model/promise.ts';
import type { AccessKey } from '../model/user.ts';
import type { Draft } from './draft.ts';
import { keysInUse } from './keys-in-use.ts';

type Reason = (words: Words) => string;

/** What the reasons are made of. */
type Words = Pick<Draft['config'], 'thresholds' | 'retireUnusedAfterDays'> & {
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
  'inactive-current': () => 'it is Inactive, yet it is the key that consumers fetch as current',
  'inactive-unmarked': () => 'it is Inactive and nothing valid says since when',
  'inactive-past-delete': ({ age, thresholds }) =>
    `${age} days old, past ${thresholds.delete.after}, and Inactive for at least ${thresholds.delete.inactiveFor} days`,
  'inactive-waiting': ({ thresholds }) =>
    `Inactive; deleted when older than ${thresholds.delete.after} days and Inactive for ${thresholds.delete.inactiveFor}`,
  'two-in-use': ({ inUse, lastUsed }) =>
    `${inUse === 2 ? 'two keys are in use, and neither' : `${inUse} keys are in use, and none of them`} is in Secrets Manager; this one was ${lastUsed}`,
  'in-the-way-done': ({ lastUsed, told, inTheWayOf }) => `${inTheWayOf}, was ${lastUsed}, and ${told}`,
  'in-the-way': ({ lastUsed, told, inTheWayOf }) => `${inTheWayOf} and was ${lastUsed}; ${told}`,
  'superseded-in-use': ({ replacement, lastUsed, thresholds }) =>
    `replaced by ${replacement}, yet ${lastUsed}; deactivated by day ${thresholds.deactivate.to} in any case`,
  'superseded-done': ({ age, replacement, told }) =>
    `${age} days old, replaced by ${replacement}, and ${told}`,
  'superseded-waiting': ({ replacement, thresholds, told }) =>
    `replaced by ${replacement}; deactivated from day ${thresholds.deactivate.from}; ${told}`,
  unused: ({ lastUsed, retireUnusedAfterDays }) =>
    `${lastUsed}; keys unused for ${retireUnusedAfterDays} days are deactivated`,
  'no-slot': ({ age }) => `${age} days old, but the user has no free slot for a replacement`,
  late: ({ age, thresholds }) =>
    `${age} days old, past ${thresholds.create.to}, and late keys are only reported (lateKeys)`,
  create: ({ age, thresholds }) =>
    age > thresholds.create.to
      ? `${age} days old, late: due for replacement from day ${thresholds.create.from} to ${thresholds.create.to}`
      : age >= thresholds.create.from
        ? `${age} days old, due for replacement from day ${thresholds.create.from}`
        : `${age} days old; a person asked to rotate this user now`,
  fresh: ({ age, thresholds }) => `${age} days old, due for replacement from day ${thresholds.create.from}`,
};

/** Returns in words why a rule applies to a key. */
export function reasonFor(
  rule: RuleName,
  { key, replacement, toldAt }: Pick<Decision, 'key' | 'replacement'> & Pick<KeyPromise, 'toldAt'>,
  draft: Draft,
): string {
  const { config, evidence, now } = draft;
  const use = useOf(key, evidence);
  return reasons[rule]({
    ...config,
    key,
    age: wholeDays(now, key.CreateDate),
    lastUsed: use ? `last used ${daysAgo(wholeDays(now, use))}` : 'never used',
    replacement: replacement?.AccessKeyId ?? 'another key',
    inTheWayOf: replacement
      ? `replaced by ${replacement.AccessKeyId}`
      : 'it takes the slot that a replacement needs',
    isNew: evidence?.secret.claim === 'new' && evidence.tags.intents.length === 0,
    inUse: keysInUse(draft, config, now).length,
    secret: `${evidence?.secret.name} ${evidence?.secret.refusal}`,
    told: toldAt ? `its owner was told ${daysAgo(wholeDays(now, toldAt))}` : 'its owner is told now',
  });
}

function daysAgo(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}
