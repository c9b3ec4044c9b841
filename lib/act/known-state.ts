import type { Plan } from '../model/plan.ts';
import { currentVersionOf } from '../model/secret-state.ts';

/** The state of a user as this sweep knows it: as it was when decided, changed by the sweep's own acts. */
export type Known = {
  /** Status by AccessKeyId. */
  keys: Map<string, string>;
  /** The ARN of the secret that the user's pointer names; undefined if there is none yet. */
  secret: string | undefined;
  /** The version id that is AWSCURRENT. */
  current: string | undefined;
  /** True if this sweep deleted a key of the user. */
  hasDeleted: boolean;
};

/** Returns the state of a user as it was when its plan was made. */
export function knownOf({ keys, evidence }: Plan): Known {
  return {
    keys: new Map(keys.map(({ AccessKeyId, Status }) => [AccessKeyId, Status])),
    secret: evidence?.secret.claim === 'pointed' ? evidence.secret.arn : undefined,
    current: evidence && currentVersionOf(evidence.secret),
    hasDeleted: false,
  };
}

/** True if the user still has exactly the keys that this sweep knows, each in the same status. */
export function areKeysAsKnown(
  keys: readonly { AccessKeyId: string; Status: string }[],
  known: Known,
): boolean {
  return (
    keys.length === known.keys.size &&
    keys.every(({ AccessKeyId, Status }) => known.keys.get(AccessKeyId) === Status)
  );
}
