import { addMinutes } from 'date-fns/addMinutes';
import type { Config } from '../../config/schema.ts';
import { isPromotable, mayBeHeld } from '../decide/replacement.ts';
import { overlapsToStart, settledIntents, staleMarks } from '../model/marks.ts';
import type { AccessKey, Action, Case, Evidence, Plan, Result } from '../model/types.ts';
import { userConfig } from '../model/user-config.ts';
import { type KeyMark, tagKeys, type UserTags } from '../model/user-tags.ts';
import { secretAfter } from './secret-after.ts';

/**
 * What a user has once a sweep has done all that was decided and nothing went wrong. What it makes is a minute
 * younger than the sweep's beginning, as keys and marks are.
 */
export function afterSweep(plan: Plan, account: Config, now: Date): Case {
  const { holder, evidence } = plan;
  const { thresholds } = userConfig(plan, account);
  if (!evidence) return { holder, evidence, forced: false };
  const at = addMinutes(now, 1);
  const results = plan.decisions.map((decision): Result => ({ decision, ...outcomeOf(decision) }));
  const created = keysBy('create', results).map((key) => replacementOf(key, at));
  const toTell = overlapsToStart(plan, results, thresholds.create.from).map(({ key }) => key.AccessKeyId);
  return {
    holder: { ...holder, keys: [...holder.keys.flatMap((key) => keyAfter(key, plan, results)), ...created] },
    evidence: {
      tags: tagsAfter({ plan, evidence, results, toTell, at }),
      lastUse: new Map([
        ...evidence.lastUse,
        // The sweep's own proof of the key.
        ...created.map((key) => [key.AccessKeyId, { at, service: 'sts', region: 'N/A' }] as const),
      ]),
      secret: secretAfter(plan, evidence.secret, { finished: keysBy('finish', results), created, at }),
    },
    forced: false,
  };
}

function outcomeOf({ action, postponed }: Plan['decisions'][number]): Pick<Result, 'outcome'> {
  return { outcome: postponed ?? (action === 'keep' || action === 'flag' ? 'none' : 'done') };
}

function keysBy(wanted: Action, results: readonly Result[]): AccessKey[] {
  return results
    .filter(({ decision: { action }, outcome }) => action === wanted && outcome === 'done')
    .map(({ decision }) => decision.key);
}

function keyAfter(key: AccessKey, plan: Plan, results: readonly Result[]): AccessKey[] {
  const givesWay =
    keysBy('finish', results).includes(key) && !isPromotable(key, plan) && !mayBeHeld(key, plan);
  if (givesWay || keysBy('delete', results).includes(key)) return [];
  return [keysBy('deactivate', results).includes(key) ? { ...key, Status: 'Inactive' } : key];
}

/** Named after the key that it replaces, because AWS alone knows what it will be called. */
function replacementOf({ UserName, AccessKeyId }: AccessKey, at: Date): AccessKey {
  return { UserName, AccessKeyId: `${AccessKeyId}+`, Status: 'Active', CreateDate: at };
}

type Told = {
  plan: Plan;
  evidence: Evidence;
  results: readonly Result[];
  toTell: readonly string[];
  at: Date;
};

function tagsAfter({ plan, evidence: { tags }, results, toTell, at }: Told): UserTags {
  const stale = new Set([...staleMarks(plan), ...settledIntents(plan, results)]);
  const deactivated = idsOf(keysBy('deactivate', results));
  const inactive = [...deactivated, ...idsOf(keysBy('mark', results))];
  const valid = ({ tagKey }: { tagKey: string }) => !stale.has(tagKey);
  return {
    ...tags,
    intents: tags.intents.filter(valid),
    voidIntents: tags.voidIntents.filter((tagKey) => valid({ tagKey })),
    toldSince: marked(without(deactivated, tags.toldSince.filter(valid)), tagKeys.toldSince, toTell, at),
    inactiveSince: marked(tags.inactiveSince.filter(valid), tagKeys.inactiveSince, inactive, at),
  };
}

function marked(
  marks: readonly KeyMark[],
  keyOf: (id: string) => string,
  ids: readonly string[],
  at: Date,
): KeyMark[] {
  return [...without(ids, marks), ...ids.map((id) => ({ tagKey: keyOf(id), AccessKeyId: id, at }))];
}

/** IAM compares tag keys without regard to case. */
function without(ids: readonly string[], marks: readonly KeyMark[]): KeyMark[] {
  const gone = new Set(ids.map((id) => id.toUpperCase()));
  return marks.filter(({ AccessKeyId }) => !gone.has(AccessKeyId.toUpperCase()));
}

function idsOf(keys: readonly AccessKey[]): string[] {
  return keys.map(({ AccessKeyId }) => AccessKeyId);
}
