import { GetAccountSummaryCommand, paginateListUsers, type User } from '@aws-sdk/client-iam';
import type { Look, Reader } from '../aws/deps.ts';
import { failed, isGone } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { required } from '../aws/required.ts';
import { isOver } from '../aws/timing.ts';
import { wholePages } from '../aws/whole-pages.ts';
import type { Failure, Inventory, KeyHolder } from '../model/types.ts';
import { listKeys } from './list-keys.ts';

/**
 * Reads every page of users and of their keys; only the users named, if any are. A user that vanishes
 * meanwhile is dropped; one that cannot be read, and a listing that breaks off, is a failure (G6).
 */
export async function takeInventory(
  { deps, timing }: Pick<Look, 'deps' | 'timing'>,
  names?: readonly string[],
): Promise<Inventory> {
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const { users, isWhole } = await listUsers(deps, failures);
  const wanted = names ? users.filter(({ UserName }) => UserName && names.includes(UserName)) : users;
  const holders = await inParallel(wanted, { deps, stage: 'Listing keys' }, async (user) => {
    const { UserName = '' } = user;
    if (isOver(timing?.look, deps)) {
      unreached.push(UserName);
      return undefined;
    }
    return readHolder(user, deps).catch((thrown) => {
      if (!isGone(thrown)) {
        failures.push({ ...(UserName && { UserName }), error: failed('Reading its keys', thrown) });
      }
      return undefined;
    });
  });
  return {
    holders: holders.filter((holder) => holder !== undefined),
    failures,
    unreached,
    isWhole,
    // Of a listing that broke off, nobody can say who is not in it.
    missing: isWhole ? missingFrom(users, names) : [],
    rootKeys: await countRootKeys(deps, failures),
  };
}

function missingFrom(users: readonly User[], names: readonly string[] = []): string[] {
  return names.filter((name) => !users.some(({ UserName }) => UserName === name));
}

async function listUsers({ iam }: Reader, failures: Failure[]): Promise<{ users: User[]; isWhole: boolean }> {
  const users: User[] = [];
  try {
    const pages = paginateListUsers({ client: iam }, { MaxItems: 1000 });
    for await (const page of wholePages(pages, 'ListUsers', 'IsTruncated')) users.push(...(page.Users ?? []));
    return { users, isWhole: true };
  } catch (thrown) {
    failures.push({
      error: failed(`ListUsers, after ${users.length} users; those behind were not looked at and it`, thrown),
    });
  }
  return { users, isWhole: false };
}

async function readHolder(user: User, deps: Reader): Promise<KeyHolder> {
  const UserName = required(user.UserName, 'ListUsers', 'UserName');
  return {
    UserName,
    UserId: required(user.UserId, 'ListUsers', 'UserId'),
    Path: required(user.Path, 'ListUsers', 'Path'),
    keys: await listKeys(UserName, deps),
  };
}

/** GetAccountSummary: AccountAccessKeysPresent is 1 if the root user has any access key. */
async function countRootKeys({ iam }: Reader, failures: Failure[]): Promise<number | undefined> {
  try {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    return SummaryMap?.AccountAccessKeysPresent;
  } catch (thrown) {
    failures.push({ error: failed('GetAccountSummary, which tells whether root has access keys,', thrown) });
    return undefined;
  }
}
