import { GetAccessKeyLastUsedCommand, paginateListUserTags } from '@aws-sdk/client-iam';
import type { Look } from '../aws/deps.ts';
import { isCode, isGone, KeyGone, wrapError } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { isOver } from '../aws/timing.ts';
import { wholePages } from '../aws/whole-pages.ts';
import { isDue } from '../model/due.ts';
import type { Failure } from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import type { AccessKey, Evidence, KeyHolder, LastUse, User } from '../model/user.ts';
import { parseUserTags, type UserTags } from '../model/user-tags.ts';
import { withDeletedSecret } from './deleted-secrets.ts';
import { listKeys } from './inventory.ts';
import { readSecret } from './read-secret.ts';

/** The users that were read, those that could not be, those for whom there was no time, and those that were deleted meanwhile. */
export type UsersRead = {
  users: readonly User[];
  failures: readonly Failure[];
  unreached: readonly string[];
  gone: readonly string[];
};

/** Which users need evidence besides those that are due now: those that are due by `dueBy`, and those that are forced. */
type Wanted = SweepRequest & { dueBy?: Date };

/**
 * Reads tags, last use and secret of every user that is due or forced, or whose secret is scheduled for deletion; the
 * others are returned without evidence. A user that is deleted meanwhile is returned as gone. A user whose evidence cannot
 * be read whole is a failure: an unknown answer never counts as "none" (G6).
 */
export async function gatherEvidence(
  holders: readonly KeyHolder[],
  look: Look,
  { dueBy = look.now, users: names = [], force = false, keys: forcedKeys }: Wanted,
): Promise<UsersRead> {
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const gone: string[] = [];
  const isForced = ({ UserName }: KeyHolder) => force && names.includes(UserName);
  const isDueFor = (holder: KeyHolder) => [look.now, dueBy].some((day) => isDue(holder, look.config, day));
  const read = async (holder: KeyHolder): Promise<User | undefined> => {
    const { UserName } = holder;
    if (isOver(look.timing?.look, look.deps)) {
      unreached.push(UserName);
      return undefined;
    }
    try {
      return { ...(await readUser(holder, look)), forced: isForced(holder), forcedKeys };
    } catch (thrown) {
      if (isGone(thrown)) gone.push(UserName);
      else failures.push({ UserName, error: wrapError('Reading its tags, last use and secret', thrown) });
      return undefined;
    }
  };
  const readAll = (some: readonly KeyHolder[], stage: string) =>
    inParallel(some, { deps: look.deps, stage }, async (holder) => [holder, await read(holder)] as const);

  const wanted = new Set(holders.filter((holder) => isForced(holder) || isDueFor(holder)));
  const others = holders.filter((holder) => !wanted.has(holder));
  const due = await readAll([...wanted], 'Reading tags, last use and secrets');
  // The list may be long, and due users must not wait for it.
  const affected = await withDeletedSecret(others, look, failures);
  const found = new Map([...due, ...(await readAll(affected, 'Reading users with deleted secrets'))]);
  const users = holders.map((holder) =>
    found.has(holder) ? found.get(holder) : { ...holder, evidence: undefined, forced: false },
  );
  return { users: users.filter((user) => user !== undefined), failures, unreached, gone };
}

/** How often a user is read again because a key was deleted meanwhile. */
const patience = 3;

/**
 * Reads a user's evidence. If a key was deleted since the keys were listed, lists them and reads everything again, the tags
 * too: without its mark, a key that another sweep just created would look like a person's.
 */
async function readUser(holder: KeyHolder, look: Look): Promise<KeyHolder & Pick<User, 'evidence'>> {
  let user = holder;
  for (let left = patience; ; left -= 1) {
    try {
      return { ...user, evidence: await readEvidence(user, look) };
    } catch (thrown) {
      if (!(thrown instanceof KeyGone) || left === 0) throw thrown;
    }
    user = { ...holder, keys: await listKeys(holder.UserName, look.deps) };
  }
}

async function readEvidence(holder: KeyHolder, look: Look): Promise<Evidence> {
  const tags = await readTags(holder.UserName, look);
  const lastUse = new Map<string, LastUse | null>();
  for (const key of holder.keys) lastUse.set(key.AccessKeyId, await readLastUse(key, look));
  const secret = await readSecret(holder, tags, look);
  if (secret.claim !== 'lost') return { tags, lastUse, secret };
  // Another sweep may have made the secret and written the pointer since the tags were read.
  const later = await readTags(holder.UserName, look);
  return { tags: later, lastUse, secret: await readSecret(holder, later, look) };
}

/**
 * Reads every tag of a user. Marks are checked by the clock at this moment, not by the sweep's `now`: in a sweep of more
 * than an hour, the new mark of a parallel sweep would otherwise look like a mark from the future.
 */
export async function readTags(UserName: string, { deps }: Pick<Look, 'deps'>): Promise<UserTags> {
  const tags: { Key: string; Value: string }[] = [];
  const pages = paginateListUserTags({ client: deps.iam }, { UserName });
  for await (const page of wholePages(pages, 'ListUserTags', 'IsTruncated')) {
    tags.push(...(page.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })));
  }
  return parseUserTags(tags, deps.clock());
}

/**
 * Reads when a key was last used; null if never since April 2015, when AWS began to record it. Throws KeyGone if AWS does not
 * find the key; that says nothing about its user.
 */
export async function readLastUse(
  { AccessKeyId }: AccessKey,
  { deps }: Pick<Look, 'deps'>,
): Promise<LastUse | null> {
  const ask = deps.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  const { AccessKeyLastUsed } = await ask.catch((thrown: unknown) => {
    throw isCode(thrown, 'NoSuchEntity') ? new KeyGone(AccessKeyId) : thrown;
  });
  if (!AccessKeyLastUsed) throw new Error(`GetAccessKeyLastUsed of ${AccessKeyId} answered with nothing`);
  const { LastUsedDate, ServiceName = 'N/A', Region = 'N/A' } = AccessKeyLastUsed;
  return LastUsedDate ? { at: LastUsedDate, service: ServiceName, region: Region } : null;
}
