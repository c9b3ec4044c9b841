import { GetAccessKeyLastUsedCommand, paginateListUserTags } from '@aws-sdk/client-iam';
import type { Look } from '../aws/deps.ts';
import { failed, isGone } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { isOver } from '../aws/timing.ts';
import { wholePages } from '../aws/whole-pages.ts';
import { isDue } from '../model/due.ts';
import type { AccessKey, Asked, Case, Evidence, Failure, KeyHolder, LastUse } from '../model/types.ts';
import { parseUserTags, type UserTags } from '../model/user-tags.ts';
import { readSecret } from './read-secret.ts';

/**
 * Reads tags, last use and secret of every due holder. A user that vanished meanwhile is dropped; one whose
 * evidence cannot be read whole is left out as a failure: "unknown" is never taken for "none" (G6).
 */
export async function gatherEvidence(
  holders: readonly KeyHolder[],
  look: Look,
  { users = [], force = false, madeBefore }: Asked = {},
): Promise<{ cases: Case[]; failures: Failure[]; unreached: string[] }> {
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const cases = await inParallel(
    holders,
    { deps: look.deps, stage: 'Reading tags, last use and secrets' },
    async (holder): Promise<Case | undefined> => {
      const forced = force && users.includes(holder.UserName);
      if (!forced && !isDue(holder, look.config, look.now)) return { holder, evidence: undefined, forced };
      if (isOver(look.timing?.look, look.deps)) {
        unreached.push(holder.UserName);
        return undefined;
      }
      try {
        return { holder, evidence: await readEvidence(holder, look), forced, madeBefore };
      } catch (thrown) {
        if (!isGone(thrown)) {
          failures.push({
            UserName: holder.UserName,
            error: failed('Reading its tags, last use and secret', thrown),
          });
        }
        return undefined;
      }
    },
  );
  return { cases: cases.filter((found) => found !== undefined), failures, unreached };
}

async function readEvidence(holder: KeyHolder, look: Look): Promise<Evidence> {
  const tags = await readTags(holder.UserName, look);
  const lastUse = new Map<string, LastUse | null>();
  for (const key of holder.keys) lastUse.set(key.AccessKeyId, await readLastUse(key, look));
  return { tags, lastUse, secret: await readSecret(holder, look) };
}

/** Every tag of a user. */
export async function readTags(UserName: string, { deps }: Look): Promise<UserTags> {
  const tags: { Key: string; Value: string }[] = [];
  const pages = paginateListUserTags({ client: deps.iam }, { UserName });
  for await (const page of wholePages(pages, 'ListUserTags', 'IsTruncated')) {
    tags.push(...(page.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })));
  }
  return parseUserTags(tags, deps.clock());
}

/** When a key was last used; null if never since April 2015, when AWS began to record it. */
export async function readLastUse({ AccessKeyId }: AccessKey, { deps }: Look): Promise<LastUse | null> {
  const { AccessKeyLastUsed } = await deps.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  if (!AccessKeyLastUsed) throw new Error(`GetAccessKeyLastUsed of ${AccessKeyId} answered with nothing`);
  const { LastUsedDate, ServiceName = 'N/A', Region = 'N/A' } = AccessKeyLastUsed;
  return LastUsedDate ? { at: LastUsedDate, service: ServiceName, region: Region } : null;
}
