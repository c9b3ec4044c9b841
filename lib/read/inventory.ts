import {
  type AccessKeyMetadata,
  type User as IamUser,
  paginateListAccessKeys,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import type { Look, Reader } from '../aws/deps.ts';
import { isGone, wrapError } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { isOver } from '../aws/timing.ts';
import { required, wholePages } from '../aws/whole-pages.ts';
import type { Failure } from '../model/plan.ts';
import type { AccessKey, KeyHolder, ListedUser } from '../model/user.ts';

/** The account's key holders at one moment, and what could not be read. */
export type Inventory = {
  holders: readonly KeyHolder[];
  /** The name of every user that was listed, by UserId. */
  userNames: ReadonlyMap<string, string>;
  /** Every user of the account, also if its keys could not be read; empty if only named users or not all were listed. */
  listed: readonly ListedUser[];
  failures: readonly Failure[];
  /** Users for whose keys there was no time. */
  unreached: readonly string[];
  /** True if every user was listed. */
  isWhole: boolean;
  /** Requested names that no user has; empty if the list of users is not whole. */
  missing: readonly string[];
  /** Users that were deleted while they were read. */
  gone: readonly string[];
};

/** Reads on about a user whose keys were listed. */
type ReadOn = (holder: KeyHolder, userNames: Inventory['userNames']) => Promise<void>;

/**
 * Reads every page of users and of their keys; with `names`, the keys of these users only. Calls `readOn` for each of them as
 * soon as its keys are listed. A user that is deleted meanwhile is left out. A user that cannot be read, and a list that breaks
 * off, is a failure (G6).
 */
export async function takeInventory(
  { deps, timing }: Pick<Look, 'deps' | 'timing'>,
  names?: readonly string[],
  readOn: ReadOn = async () => {},
): Promise<Inventory> {
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const gone: string[] = [];
  const { users, isWhole } = await listUsers(deps, failures);
  const userNames = new Map(users.map(({ UserId = '', UserName = '' }) => [UserId, UserName]));
  const wanted = names ? users.filter(({ UserName }) => UserName && names.includes(UserName)) : users;
  const holders = await inParallel(wanted, { deps, stage: 'Reading users' }, async (user) => {
    const { UserName = '' } = user;
    if (isOver(timing?.look, deps)) {
      unreached.push(UserName);
      return undefined;
    }
    try {
      const holder = await readHolder(user, deps);
      await readOn(holder, userNames);
      return holder;
    } catch (thrown) {
      if (isGone(thrown)) gone.push(UserName);
      else failures.push({ ...(UserName && { UserName }), error: wrapError('Reading its keys', thrown) });
      return undefined;
    }
  });
  return {
    holders: holders.filter((holder) => holder !== undefined),
    userNames,
    listed: isWhole && !names ? users.map(({ UserName = '', Path = '' }) => ({ UserName, Path })) : [],
    failures,
    unreached,
    isWhole,
    missing: isWhole ? missingFrom(users, names) : [],
    gone,
  };
}

/** Yields every IAM user. Throws if the list breaks off. */
export async function* everyUser({ iam }: Pick<Reader, 'iam'>): AsyncGenerator<IamUser> {
  const pages = paginateListUsers({ client: iam }, { MaxItems: 1000 });
  for await (const { Users = [] } of wholePages(pages, 'ListUsers', 'IsTruncated')) yield* Users;
}

/** Returns every access key that the user has now. */
export async function listKeys(UserName: string, { iam }: Pick<Reader, 'iam'>): Promise<AccessKey[]> {
  const keys: AccessKey[] = [];
  const pages = paginateListAccessKeys({ client: iam }, { UserName });
  // Not IsTruncated, which moto does not send here.
  for await (const page of wholePages(pages, 'ListAccessKeys', 'AccessKeyMetadata')) {
    keys.push(...(page.AccessKeyMetadata ?? []).map((key) => accessKeyOf(key, UserName)));
  }
  return keys;
}

function accessKeyOf(key: AccessKeyMetadata, UserName: string): AccessKey {
  return {
    UserName,
    AccessKeyId: required(key.AccessKeyId, 'ListAccessKeys', 'AccessKeyId'),
    Status: required(key.Status, 'ListAccessKeys', 'Status'),
    CreateDate: required(key.CreateDate, 'ListAccessKeys', 'CreateDate'),
  };
}

function missingFrom(users: readonly IamUser[], names: readonly string[] = []): string[] {
  return names.filter((name) => !users.some(({ UserName }) => UserName === name));
}

async function listUsers(deps: Reader, failures: Failure[]): Promise<{ users: IamUser[]; isWhole: boolean }> {
  const users: IamUser[] = [];
  try {
    for await (const user of everyUser(deps)) users.push(user);
    return { users, isWhole: true };
  } catch (thrown) {
    failures.push({
      error: wrapError(
        `ListUsers, after ${users.length} users; those behind were not looked at and it`,
        thrown,
      ),
    });
  }
  return { users, isWhole: false };
}

async function readHolder(user: IamUser, deps: Reader): Promise<KeyHolder> {
  const UserName = required(user.UserName, 'ListUsers', 'UserName');
  return {
    UserName,
    UserId: required(user.UserId, 'ListUsers', 'UserId'),
    Path: required(user.Path, 'ListUsers', 'Path'),
    keys: await listKeys(UserName, deps),
  };
}
