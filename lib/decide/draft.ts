import { activeKeys } from '../model/keys.ts';
import type { Plan } from '../model/plan.ts';
import type { AccessKey, Evidence, User } from '../model/user.ts';

/** A plan in the making: the user, and which of its keys the decisions so far take away. */
export type Draft = User &
  Pick<Plan, 'config' | 'exemption'> & {
    now: Date;
    /** By AccessKeyId. */
    taken: ReadonlyMap<string, 'deactivate' | 'delete'>;
  };

/** A draft of a user whose evidence was read. */
export type KnownDraft = Draft & { evidence: Evidence };

/** Returns the user's other Active keys that this sweep keeps, oldest first. */
export function keptBeside(key: AccessKey, draft: Draft): AccessKey[] {
  return activeKeys(draft).filter((other) => other !== key && !draft.taken.has(other.AccessKeyId));
}

/** True if one of the two slots that IAM gives a user is free once this sweep's deletions are done. */
export function isSlotFree({ keys, taken }: Pick<Draft, 'keys' | 'taken'>): boolean {
  const deleted = [...taken.values()].filter((action) => action === 'delete').length;
  return keys.length - deleted < 2;
}
