import { currentVersionOf } from '../model/secret-state.ts';
import type { Plan } from '../model/types.ts';

/** What this sweep knows of a user while it acts: what was decided on, and what its own acts made of it. */
export type Known = {
  /** Status by AccessKeyId. */
  keys: Map<string, string>;
  /** The version id that is AWSCURRENT. */
  current: string | undefined;
  /** Whether this sweep has deleted a key of the user. */
  hasDeleted: boolean;
};

export function knownOf({ holder, evidence }: Plan): Known {
  return {
    keys: new Map(holder.keys.map(({ AccessKeyId, Status }) => [AccessKeyId, Status])),
    current: evidence && currentVersionOf(evidence.secret),
    hasDeleted: false,
  };
}

/** Whether the user still has exactly the keys, each in the status, that this sweep knows of. */
export function areKeysAsKnown(
  keys: readonly { AccessKeyId: string; Status: string }[],
  known: Known,
): boolean {
  return (
    keys.length === known.keys.size &&
    keys.every(({ AccessKeyId, Status }) => known.keys.get(AccessKeyId) === Status)
  );
}
