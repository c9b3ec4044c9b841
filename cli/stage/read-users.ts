import { InputError } from '../../config/input-error.ts';
import { concurrency, type Reader } from '../../lib/aws/deps.ts';
import type { ListedUser, User } from '../../lib/model/user.ts';
import { readAccount } from '../../lib/read/account.ts';
import { type Inventory, takeInventory } from '../../lib/read/inventory.ts';
import { progressOn } from '../terminal/progress.ts';
import type { Connection } from './connection.ts';
import { failureSentences } from './failure-text.ts';

/** Read everything that is due by `until`, of these users or of all. */
type ReadRequest = { now: Date; until: Date; users: readonly string[] | undefined };

/**
 * Reads users and their keys with a progress bar, and changes nothing. Returns those that could be read, all that were
 * listed (unless only named users are wanted), and a sentence for each failure. Throws if users could not be listed,
 * and an InputError if a named user does not exist.
 */
export async function readUsers(
  { clients, config, accountId, region, stage }: Connection,
  { now, until, users }: ReadRequest,
): Promise<{ found: readonly User[]; listed: readonly ListedUser[]; failures: readonly string[] }> {
  const { iam, secrets } = clients;
  const { progress, clear } = progressOn();
  const deps = { iam, secrets, clock: () => new Date(), concurrency, progress };
  const deployment = { accountId, region, stage };
  const look = { deps, config, now, timing: undefined, deployment };
  const account = await readAccount(look, { dueBy: until, users }).finally(clear);
  const failures = failureSentences(account.failures);
  if (!account.isWhole) throw new Error(failures.join('\n'));
  refuseMissing(account.missing, accountId);
  return { found: account.users, listed: account.listed, failures };
}

/**
 * Throws an InputError if one of the named users does not exist, or if one of `keys` is none of theirs, and an Error if users
 * could not be listed.
 */
export async function checkUsers(
  connection: Connection,
  users: readonly string[],
  keys: readonly string[] = [],
): Promise<void> {
  const { holders } = await findUsers(connection, users);
  const ids = holders.flatMap((holder) => holder.keys.map(({ AccessKeyId }) => AccessKeyId));
  const strange = keys.filter((id) => !ids.includes(id));
  if (strange.length === 0) return;
  throw new InputError(
    `${users.join(', ')} has no access key ${strange.join(', ')}: aws iam list-access-keys --user-name="<user>".`,
  );
}

/**
 * Returns the named users with their keys, as far as these could be read, and the names of all users. Calls `progress` after
 * each user. Throws an InputError
 * if one of the named users does not exist, and an Error if users could not be listed.
 */
export async function findUsers(
  { clients, accountId }: Connection,
  users: readonly string[],
  progress?: Reader['progress'],
): Promise<Inventory> {
  const deps = { ...clients, clock: () => new Date(), concurrency, ...(progress && { progress }) };
  const inventory = await takeInventory({ deps, timing: undefined }, users);
  if (!inventory.isWhole) throw new Error(failureSentences(inventory.failures).join('\n'));
  refuseMissing(inventory.missing, accountId);
  return inventory;
}

function refuseMissing(missing: readonly string[], accountId: string): void {
  if (missing.length === 0) return;
  const whom = missing.length === 1 ? 'user' : 'users';
  throw new InputError(
    `There is no ${whom} ${missing.join(', ')} in account ${accountId}. Names are compared to the letter: aws iam list-users.`,
  );
}
