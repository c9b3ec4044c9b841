import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { isInFlight, isWithinAnHour } from './in-flight.ts';
import { type Described, secretTag } from './refusal.ts';
import type { Claim } from './secret-state.ts';
import type { KeyHolder } from './user.ts';
import { type Intent, tagKeys, type UserTags } from './user-tags.ts';

/** A secret that a sweep found by the user's pointer or by the user's name. */
type Found = Described & {
  CreatedDate?: Date | undefined;
  isPointed: boolean;
  /** The SHA-256 of its nonce; undefined if it has none. */
  nonceHash: string | undefined;
  /** True if it has no version. */
  isEmpty: boolean;
};

/** Returns whose secret this is, as far as the user's tags prove it. */
export function claimOf(
  secret: Found,
  { UserId }: Pick<KeyHolder, 'UserId'>,
  { intents }: Pick<UserTags, 'intents'>,
  now: Date,
): Claim {
  const hasUserId = secretTag(secret, tagKeys.userId) === UserId;
  if (secret.isPointed) return hasUserId ? 'pointed' : 'lost';
  if (!hasUserId) return 'foreign';
  if (secret.isEmpty && intents.some((intent) => !isInFlight(intent, now) && hasMade(intent, secret))) {
    return 'unfinished';
  }
  return secret.CreatedDate && isWithinAnHour(secret.CreatedDate, now) ? 'new' : 'lost';
}

/**
 * True if the creation of this intent mark made the secret: only it knew the nonce before the secret was there. Not later
 * than 5 minutes after the mark: by then somebody else may have read the nonce and made the secret again.
 */
function hasMade({ at, nonceHash }: Intent, secret: Found): boolean {
  const { CreatedDate } = secret;
  if (nonceHash === undefined || nonceHash !== secret.nonceHash || !CreatedDate) return false;
  return isWithinInterval(CreatedDate, { start: addMinutes(at, -5), end: addMinutes(at, 5) });
}
