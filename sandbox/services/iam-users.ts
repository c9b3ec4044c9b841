import type { Account } from '../account/account.ts';
import { changeTags, shownTags } from '../account/tag-changes.ts';
import { isReserved, isTag, type Tag, tagsPerUser } from '../account/tags.ts';
import type { User } from '../account/user.ts';
import { pageByMarker } from './page.ts';
import { ServiceError } from './service-error.ts';

type Input = Record<string, string | undefined>;

/**
 * Returns the user that a call names. Throws a ServiceError if there is no such user. A call without a name is refused
 * too: IAM would take the caller (IAM API Reference, CreateAccessKey), which is never what a sweep wants.
 */
export function userNamed(account: Account, { UserName }: { UserName?: unknown }): User {
  if (typeof UserName !== 'string' || UserName === '') {
    throw new ServiceError('ValidationError', 400, 'The sweeper must name the user');
  }
  const user = account.users.get(UserName);
  if (!user) throw new ServiceError('NoSuchEntity', 404, `The user with name ${UserName} cannot be found.`);
  return user;
}

/** Lists the users below a path prefix, by name. IAM promises no order. */
export function listUsers(account: Account, { PathPrefix = '/', Marker, MaxItems }: Input) {
  const users = usersBelow(account, PathPrefix, Marker);
  const { items, ...more } = pageByMarker(users, { Marker, MaxItems }, account.settings.pageSize);
  return {
    Users: items.map(({ UserName, UserId, Path, CreateDate }) => ({
      UserName,
      UserId,
      Path,
      CreateDate,
      Arn: `arn:aws:iam::${account.accountId}:user${Path}${UserName}`,
    })),
    ...more,
  };
}

/**
 * Returns the users of a listing, by name. Later pages use the list of the first: they can show users deleted since.
 */
function usersBelow(account: Account, PathPrefix: string, Marker: string | undefined): readonly User[] {
  if (Marker && account.listing?.PathPrefix === PathPrefix) return account.listing.users;
  const users = [...account.users.values()]
    .filter(({ Path }) => Path.startsWith(PathPrefix))
    .toSorted((a, b) => (a.UserName < b.UserName ? -1 : 1));
  account.listing = { PathPrefix, users };
  return users;
}

/** Lists the tags of a user in the order in which they were set. For `tagLagSeconds` a change is not shown yet. */
export function listUserTags(account: Account, input: Input) {
  const tags = shownTags(account, userNamed(account, input));
  const { items, ...more } = pageByMarker(tags, input, account.settings.pageSize);
  return { Tags: items, ...more };
}

/**
 * A user may have 50 tags. Keys are compared without case, and a new spelling replaces the old one (IAM User Guide,
 * "Tags for IAM resources").
 */
export function tagUser(account: Account, input: { UserName?: string; Tags?: Partial<Tag>[] }) {
  const user = userNamed(account, input);
  const asked = input.Tags || [];
  const valid = asked.filter(isTag);
  if (valid.length < asked.length) {
    const what = 'A tag has a key or a value that IAM does not allow, or none';
    throw new ServiceError('ValidationError', 400, what);
  }
  if (valid.some(isReserved)) {
    throw new ServiceError('InvalidInput', 400, 'Tag keys that begin with aws: are for AWS only.');
  }
  const added = new Map(valid.map((tag) => [tag.Key.toLowerCase(), tag]));
  if (added.size < asked.length) {
    const what = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
    throw new ServiceError('InvalidInput', 400, what);
  }
  if (new Map([...user.tags, ...added]).size > tagsPerUser) {
    throw new ServiceError('LimitExceeded', 409, `Cannot exceed quota for TagsPerUser: ${tagsPerUser}`);
  }
  changeTags(account, user, (tags) => {
    for (const [key, tag] of added) tags.set(key, tag);
  });
  return {};
}

/** Compares tag keys without case, and ignores a key that the user does not have. */
export function untagUser(account: Account, input: { UserName?: string; TagKeys?: string[] }) {
  changeTags(account, userNamed(account, input), (tags) => {
    for (const key of input.TagKeys ?? []) tags.delete(key.toLowerCase());
  });
  return {};
}

/** Has three entries of IAM's summary; sweeps read AccountAccessKeysPresent (IAM API Reference, GetAccountSummary). */
export function getAccountSummary(account: Account) {
  return {
    SummaryMap: new Map([
      ['AccountAccessKeysPresent', account.settings.rootKeys],
      ['Users', account.users.size],
      ['AccessKeysPerUserQuota', 2],
    ]),
  };
}
