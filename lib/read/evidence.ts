import { GetAccessKeyLastUsedCommand, paginateListUserTags } from '@aws-sdk/client-iam';
import type { Look } from '../aws/deps.ts';
import { isCode, KeyGone } from '../aws/errors.ts';
import { wholePages } from '../aws/whole-pages.ts';
import { keysToAskAbout } from '../model/asked-keys.ts';
import type { AccessKey, Evidence, KeyHolder, LastUse, User } from '../model/user.ts';
import { parseUserTags, type UserTags } from '../model/user-tags.ts';
import { listKeys } from './inventory.ts';
import { readSecret } from './read-secret.ts';

/** How often a user is read again because a key was deleted meanwhile. */
const patience = 3;

/**
 * Returns a user with its evidence; the last uses are those that may count by `until`. If a key was deleted since the keys
 * were listed, lists them and reads everything again, the tags too: without its mark, a key that another sweep just created
 * would look like a person's.
 */
export async function withEvidence(user: Omit<User, 'evidence'>, until: Date, look: Look): Promise<User> {
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
