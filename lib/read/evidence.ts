import { GetAccessKeyLastUsedCommand, paginateListUserTags } from '@aws-sdk/client-iam';
import { max } from 'date-fns/max';
import type { Look } from '../aws/deps.ts';
import { isCode, isGone, KeyGone, wrapError } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { isOver } from '../aws/timing.ts';
import { wholePages } from '../aws/whole-pages.ts';
import { keysToAskAbout } from '../model/asked-keys.ts';
import { isDue } from '../model/due.ts';
import type { Failure } from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import type { AccessKey, Evidence, KeyHolder, LastUse, User } from '../model/user.ts';
import { parseUserTags, type UserTags } from '../model/user-tags.ts';
import { deletedSecrets } from './deleted-secrets.ts';
import { type Inventory, listKeys, takeInventory } from './inventory.ts';
import { readSecret } from './read-secret.ts';

/** An account as far as its sweep depends on it. */
export type AccountRead = Inventory & {
  /** Those that were read whole. */
  users: readonly User[];
};

/** Which users need evidence besides those that are due now: those that are due by `dueBy`, and those that are forced. */
type Wanted = SweepRequest & { dueBy?: Date };

/**
 * Reads users and their keys, and tags, secret and last use of every user that is due or forced, or whose secret is scheduled
 * for deletion; the others are returned without evidence. A user that is deleted meanwhile is returned as gone. A user that
 * cannot be read whole is a failure: an unknown answer never counts as "none" (G6).
 */
export async function readAccount(
  look: Omit<Look, 'userNames'>,
  { dueBy = look.now, users: names, force = false, keys: forcedKeys }: Wanted,
): Promise<AccountRead> {
  const { deps, config, timing, now } = look;
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const gone: string[] = [];
  const found = new Map<KeyHolder, User>();
  let isDeleted: ReturnType<typeof deletedSecrets> | undefined;

  const forced = force && names !== undefined;
  const isWanted = (holder: KeyHolder) => forced || [now, dueBy].some((day) => isDue(holder, config, day));
  const read = async (holder: KeyHolder, userNames: Look['userNames']) => {
    const { UserName } = holder;
    if (isOver(timing?.look, deps)) {
      unreached.push(UserName);
      return;
    }
    try {
      const user = { ...holder, forced, forcedKeys };
      found.set(holder, await withEvidence(user, max([now, dueBy]), { ...look, userNames }));
    } catch (thrown) {
      if (isGone(thrown)) gone.push(UserName);
      else failures.push({ UserName, error: wrapError('Reading its tags, last use and secret', thrown) });
    }
  };

  const inventory = await takeInventory(look, names, async (holder, userNames) => {
    if (isWanted(holder)) await read(holder, userNames);
    // One list for all, which may be long: it is read beside the users.
    else if (holder.keys.length > 0) isDeleted ??= deletedSecrets(look, failures);
  });
  const { holders, userNames } = inventory;
  const others = holders.filter((holder) => !isWanted(holder)).filter((await isDeleted) ?? (() => false));
  const stage = 'Reading users with deleted secrets';
  await inParallel(others, { deps, stage }, (holder) => read(holder, userNames));

  const unread = new Set([...gone, ...unreached, ...failures.map(({ UserName }) => UserName)]);
  return {
    ...inventory,
    failures: [...inventory.failures, ...failures],
    unreached: [...inventory.unreached, ...unreached],
    gone: [...inventory.gone, ...gone],
    users: holders
      .filter(({ UserName }) => !unread.has(UserName))
      .map((holder) => found.get(holder) ?? { ...holder, evidence: undefined, forced: false }),
  };
}

/** How often a user is read again because a key was deleted meanwhile. */
const patience = 3;

/**
 * Reads a user's evidence. If a key was deleted since the keys were listed, lists them and reads everything again, the tags
 * too: without its mark, a key that another sweep just created would look like a person's.
 */
async function withEvidence(user: Omit<User, 'evidence'>, until: Date, look: Look): Promise<User> {
  let { keys } = user;
  for (let left = patience; ; left -= 1) {
    try {
      return { ...user, keys, evidence: await readEvidence({ ...user, keys }, until, look) };
    } catch (thrown) {
      if (!(thrown instanceof KeyGone) || left === 0) throw thrown;
    }
    keys = await listKeys(user.UserName, look.deps);
  }
}

async function readEvidence(user: Omit<User, 'evidence'>, until: Date, look: Look): Promise<Evidence> {
  const { tags, secret } = await readTagsAndSecret(user, look);
  const lastUse = new Map<string, LastUse | null>();
  for (const key of keysToAskAbout({ ...user, evidence: { tags, secret, lastUse } }, look.config, until))
    lastUse.set(key.AccessKeyId, await readLastUse(key, look));
  return { tags, lastUse, secret };
}

async function readTagsAndSecret(user: KeyHolder, look: Look): Promise<Omit<Evidence, 'lastUse'>> {
  const tags = await readTags(user.UserName, look);
  const secret = await readSecret(user, tags, look);
  if (secret.claim !== 'lost') return { tags, secret };
  // Another sweep may have made the secret and written the pointer since the tags were read.
  const later = await readTags(user.UserName, look);
  return { tags: later, secret: await readSecret(user, later, look) };
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
