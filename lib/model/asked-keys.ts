import type { Config } from '../../config/schema.ts';
import { wholeDays } from './age.ts';
import { hasStage, isStored } from './keys.ts';
import type { AccessKey, Evidence, User } from './user.ts';
import { userConfig } from './user-config.ts';
import { markOf } from './user-tags.ts';

/**
 * Returns the keys of a user on whose last use a rule or a text may depend until then: all but the key that consumers fetch as
 * current, while it is not due and no mark is about it. Only its age counts then, unless a key that no sweep stored may be in the way beside it.
 *
 * Call it once tags and secret were read; `evidence.lastUse` is not looked at. With more than the two keys that IAM allows, or
 * if a person wants a key replaced now, all keys count. That mail is sent by SES is then told by the uses of the keys that end.
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
