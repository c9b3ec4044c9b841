import { subMinutes } from 'date-fns/subMinutes';
import type { Config } from '../../config/schema.ts';
import { activeKeys, hasStage, isStored, isYounger } from '../model/case-view.ts';
import { isWithinDays, useOf } from '../model/last-use.ts';
import type { AccessKey, Case } from '../model/types.ts';
import { userConfig } from '../model/user-config.ts';

/** What owners are supposed to do: move to a replacement within one sweep of being told, or never. */
export type Owners = 'move' | 'stay';

/** The keys that applications use: Active ones used within `deactivate.to` days, a job's of once a month too. */
export function keysInUse(subject: Case, account: Config, now: Date): string[] {
  const { thresholds } = userConfig(subject, account);
  return activeKeys(subject)
    .filter((key) => isWithinDays(useOf(key, subject.evidence), thresholds.deactivate.to, now))
    .map(({ AccessKeyId }) => AccessKeyId);
}

/** Lets applications use their keys shortly before a sweep; who finds its key taken uses what else there is. */
export function useKeys(subject: Case, inUse: readonly string[], owners: Owners, now: Date): Case {
  if (!subject.evidence) return subject;
  const lastUse = new Map(subject.evidence.lastUse);
  for (const key of inUse.map((id) => activeOr(id, subject, owners))) {
    if (key) lastUse.set(key.AccessKeyId, { at: subMinutes(now, 10), service: 'supposed', region: 'N/A' });
  }
  return { ...subject, evidence: { ...subject.evidence, lastUse } };
}

/** The keys that applications use from now on. */
export function nextInUse(subject: Case, inUse: readonly string[], owners: Owners): string[] {
  const current = activeKeys(subject).find((key) => hasStage(key, subject, 'AWSCURRENT'));
  const next = inUse.map((id) => {
    const key = activeOr(id, subject, owners);
    const moves = owners === 'move' && key && current && isYounger(current, key);
    return (moves ? current : key)?.AccessKeyId ?? id;
  });
  return [...new Set(next)];
}

function activeOr(id: string, subject: Case, owners: Owners): AccessKey | undefined {
  const keys = activeKeys(subject);
  const found = keys.find(({ AccessKeyId }) => AccessKeyId === id);
  return found ?? keys.filter((key) => isInHand(key, subject)).at(owners === 'move' ? -1 : 0);
}

/** Whether an application can have the key: of those that a sweep made, what could be fetched. */
function isInHand(key: AccessKey, subject: Case): boolean {
  return (
    !isStored(key, subject) || ['AWSCURRENT', 'AWSPREVIOUS'].some((stage) => hasStage(key, subject, stage))
  );
}
