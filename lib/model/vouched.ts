import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import type { AccessKey, Evidence } from './user.ts';
import type { Intent, UserTags } from './user-tags.ts';

/** True if the secret that the user's pointer names is not there any more: nobody can fetch the keys that were in it. */
export function isPointedSecretGone({ tags, secret }: Pick<Evidence, 'tags' | 'secret'>): boolean {
  return tags.pointer !== undefined && secret.claim !== 'pointed';
}

/**
 * True if the user's tags say that the sweeper made the key: a mark names it, or it came with an intent mark. A version in
 * the secret counts only for such keys, because whoever may write secrets can choose a version's id.
 */
export function isVouched(key: AccessKey, { made, intents }: Pick<UserTags, 'made' | 'intents'>): boolean {
  return (
    made.some((mark) => mark.AccessKeyId === key.AccessKeyId) || intents.some((one) => cameWith(key, one))
  );
}

/**
 * True if the creation that an intent mark announced may have made the key. From 5 minutes before the mark, because clocks
 * differ, to 15 minutes after it, because a retried call may arrive late.
 */
export function cameWith({ AccessKeyId, CreateDate }: AccessKey, { at, keyIds }: Intent): boolean {
  const around = { start: addMinutes(at, -5), end: addMinutes(at, 15) };
  return !keyIds.includes(AccessKeyId) && isWithinInterval(CreateDate, around);
}
