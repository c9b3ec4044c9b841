import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { User } from '../../../sandbox/account/user.ts';

/** True if a person's tags keep sweeps from the user at that moment. */
export function isOnHold({ tags }: User, moment: Date): boolean {
  const hold = tags.get('access-key-sweeper:hold-until')?.Value;
  return tags.has('access-key-sweeper:exempt') || (hold !== undefined && new Date(hold) > moment);
}

/** Returns the thresholds of the profile that the user's tag names, or those of the account. */
export function thresholdsOf({ tags }: Pick<User, 'tags'>, { profiles, thresholds }: Config): Config['thresholds'] {
  return profiles[tags.get('access-key-sweeper:profile')?.Value ?? ''] ?? thresholds;
}

/** Returns the ARN of the secret that the user's pointer names, of this deployment or of another; undefined without a pointer. */
export function pointedArn({ tags }: Pick<User, 'tags'>): string | undefined {
  return tags.get('access-key-sweeper:secret:arn')?.Value.split(' ')[0];
}

/** True if the user's pointer names the secret of another deployment. */
export function isElsewhere(user: Pick<User, 'tags'>): boolean {
  const value = user.tags.get('access-key-sweeper:secret:arn')?.Value;
  return value !== undefined && !/^arn:aws:secretsmanager:us-east-1:.* sandbox$/.test(value);
}

/** Returns the dates in the account's tags that begin with `prefix`, by the key id that follows it. */
export function datesInTags({ users }: Account, prefix: string): Map<string, Date> {
  const tags = [...users.values()].flatMap((user) => [...user.tags.values()]);
  return new Map(
    tags
      .filter(({ Key }) => Key.startsWith(prefix))
      .map(({ Key, Value }) => [Key.slice(prefix.length), new Date(Value.split(' ')[0] ?? '')]),
  );
}
