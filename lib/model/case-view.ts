import { compareAsc } from 'date-fns/compareAsc';
import type { Config } from '../../config/schema.ts';
import { stagesOf } from './secret-state.ts';
import type { AccessKey, Case } from './types.ts';

/** A case as its keys' facts see it while this sweep's decisions about the user settle. */
export type CaseView = Case & {
  config: Config;
  now: Date;
  exempt: boolean;
  /** What this sweep takes: AccessKeyId → deactivate or delete. */
  taken: ReadonlyMap<string, 'deactivate' | 'delete'>;
};

/** Orders keys from oldest to newest; keys of the same second by id, so that one is always the older. */
export function byAge(a: AccessKey, b: AccessKey): number {
  return compareAsc(a.CreateDate, b.CreateDate) || a.AccessKeyId.localeCompare(b.AccessKeyId, 'en');
}

/** Whether a key is younger than another one. */
export function isYounger(key: AccessKey, other: AccessKey): boolean {
  return byAge(key, other) > 0;
}

/** The user's Active keys, oldest first. */
export function activeKeys({ holder }: Pick<Case, 'holder'>): AccessKey[] {
  return holder.keys.filter((key) => key.Status === 'Active').toSorted(byAge);
}

/** The user's other Active keys that this sweep keeps. */
export function keptBeside(key: AccessKey, view: CaseView): AccessKey[] {
  return activeKeys(view).filter((other) => other !== key && !view.taken.has(other.AccessKeyId));
}

/** Whether the key's version has the stage. */
export function hasStage(key: AccessKey, { evidence }: Pick<Case, 'evidence'>, stage: string): boolean {
  return labelsOf(key, evidence)?.includes(stage) ?? false;
}

/** Whether the sweeper ever stored the key. */
export function isStored(key: AccessKey, { evidence }: Pick<Case, 'evidence'>): boolean {
  return labelsOf(key, evidence) !== undefined;
}

function labelsOf({ AccessKeyId }: AccessKey, evidence: Case['evidence']): readonly string[] | undefined {
  return evidence && stagesOf(evidence.secret, AccessKeyId);
}

/** Whether a sweep stored the key but did not get to make it current. */
export function isUnfinished(key: AccessKey, view: Pick<Case, 'evidence'>): boolean {
  return (
    key.Status === 'Active' &&
    hasStage(key, view, 'AWSPENDING') &&
    !hasStage(key, view, 'AWSCURRENT') &&
    !hasStage(key, view, 'AWSPREVIOUS')
  );
}
