import type { Config } from '../../config/schema.ts';
import { wholeDays } from './age.ts';
import { hasStage, isStored } from './keys.ts';
import type { AccessKey, Evidence, User } from './user.ts';
import { userConfig } from './user-config.ts';
import { markOf } from './user-tags.ts';

/**
 * Returns the keys of a user on whose last use a rule or a text may depend at `until` or before. The last use of the key that
 * consumers fetch as current does not count while the key is not due and no mark is about it. It does if another key, which
 * no sweep stored, may be in the way; if the user has more than the two keys that IAM allows; and if a person wants a key
 * replaced now.
 *
 * Tags and secret must have been read before; `evidence.lastUse` is not looked at. Whether a user sends mail through SES is
 * known from the keys that were asked about only, so a notice may leave out what it says about SMTP.
 */
export function keysToAskAbout(
  user: User & { evidence: Evidence },
  account: Config,
  until: Date,
): AccessKey[] {
  const { keys, evidence, forced } = user;
  if (forced || keys.length > 2 || evidence.secret.deleted) return [...keys];
  const { create, deactivate } = userConfig(user, account).thresholds;
  const age = ({ CreateDate }: AccessKey) => wholeDays(until, CreateDate);
  const mayBeInTheWay = (key: AccessKey) =>
    key.Status === 'Active' && !isStored(key, user) && age(key) > deactivate.to;
  if (keys.some(mayBeInTheWay)) return [...keys];
  const { toldSince, inactiveSince } = evidence.tags;
  const isSettled = (key: AccessKey) =>
    key.Status === 'Active' &&
    hasStage(key, user, 'AWSCURRENT') &&
    age(key) < create.from &&
    // Its owner is told that it is Active again, or that it does not end after all.
    !markOf([...toldSince, ...inactiveSince], key.AccessKeyId);
  return keys.filter((key) => !isSettled(key));
}
