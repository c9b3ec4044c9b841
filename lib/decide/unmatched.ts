import type { Config } from '../../config/schema.ts';
import type { ListedUser, User } from '../model/user.ts';
import { exemptionOf, hasTag, isBelow, isNamed, sesSmtpUsers } from './exempt.ts';

type Candidate = Pick<User, 'UserName' | 'Path' | 'evidence'>;

/** Returns every listed user with what was read about it: a user whose reading failed can match a setting too. */
export function withEvidence(listed: readonly ListedUser[], read: readonly Candidate[]): Candidate[] {
  const evidence = new Map(read.map((user) => [user.UserName, user.evidence]));
  return listed.map(({ UserName, Path }) => ({ UserName, Path, evidence: evidence.get(UserName) }));
}

/**
 * Returns one line for each setting of `include` and `exempt` that matches nobody, and one if nobody is swept. `users` must
 * be all users of the account. Empty if there are no users. A tag is named if it matches none of the users whose tags were
 * read, which are those that are due.
 */
export function unmatchedSettings(users: readonly Candidate[], config: Config, now: Date): string[] {
  if (users.length === 0) return [];
  const { include, exempt } = config;
  const read = users.flatMap(({ evidence }) => evidence ?? []);
  // Users that may have the tag, but whose tags were not read: none of their keys is due, or the reading failed.
  const unread = users.filter((user) => !user.evidence && !exemptionOf(user, config, now)).length;
  const rest = unread > 0 ? ` (those of ${unread} more were not)` : '';
  const isTagged = (tag: string) => read.some(({ tags }) => hasTag(tags.all, tag));
  // Older settings repeat the pattern that the switch has now.
  const listed = exempt.users.filter((pattern) => !exempt.sesSmtpUsers || pattern !== sesSmtpUsers);
  const unmatched = (
    setting: string,
    values: readonly string[],
    isMatch: (user: Candidate, value: string) => boolean,
  ) =>
    values
      .filter((value) => !users.some((user) => isMatch(user, value)))
      .map((value) => `${setting}: ${value} matches no user`);
  const isNobodySwept = users.every((user) => exemptionOf(user, config, now)?.kind === 'outside');
  return [
    ...(isNobodySwept ? ['include: no user of the account is swept'] : []),
    ...unmatched('include.paths', include.paths, ({ Path }, prefix) => Path.startsWith(prefix)),
    ...(include.tag !== null && read.length > 0 && !isTagged(include.tag)
      ? [`include.tag: ${include.tag} matches none of the ${read.length} users whose tags were read${rest}`]
      : []),
    ...unmatched('exempt.users', listed, ({ UserName }, pattern) => isNamed(UserName, pattern)),
    ...unmatched('exempt.paths', exempt.paths, ({ Path, UserName }, pattern) =>
      isBelow(Path, UserName, pattern),
    ),
  ];
}
