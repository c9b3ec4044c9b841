import { GetAccessKeyLastUsedCommand, paginateListUserTags } from '@aws-sdk/client-iam';
import type { Sweep } from './deps.ts';
import { isDue } from './due.ts';
import { failed, isGone } from './errors.ts';
import { inParallel } from './in-parallel.ts';
import { readSecret } from './read-secret.ts';
import { isOver } from './timing.ts';
import type { AccessKey, Case, Evidence, Failure, KeyHolder, LastUse } from './types.ts';
import { parseUserTags, type UserTags } from './user-tags.ts';

/**
 * Reads tags, last use and secret of every due holder. A user that vanished meanwhile is dropped; one whose
 * evidence cannot be read whole is left out as a failure: "unknown" is never taken for "none" (G6).
 */
export async function gatherEvidence(
  holders: readonly KeyHolder[],
  sweep: Sweep,
  forced: readonly string[],
): Promise<{ cases: Case[]; failures: Failure[]; unreached: string[] }> {
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const cases = await inParallel(
    holders,
    sweep.deps.concurrency,
    async (holder): Promise<Case | undefined> => {
      const isForced = forced.includes(holder.UserName);
      if (!isForced && !isDue(holder, sweep.config, sweep.now))
        return { holder, evidence: undefined, forced: false };
      if (isOver(sweep.timing?.look, sweep.deps)) {
        unreached.push(holder.UserName);
        return undefined;
      }
      try {
        return { holder, evidence: await readEvidence(holder, sweep), forced: isForced };
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

async function readEvidence(holder: KeyHolder, sweep: Sweep): Promise<Evidence> {
  const tags = await readTags(holder.UserName, sweep);
  const lastUse = new Map<string, LastUse | null>();
  for (const key of holder.keys) lastUse.set(key.AccessKeyId, await readLastUse(key, sweep));
  return { tags, lastUse, secret: await readSecret(holder, sweep) };
}

/** Every tag of a user. */
export async function readTags(UserName: string, { deps }: Sweep): Promise<UserTags> {
  const tags: { Key: string; Value: string }[] = [];
  for await (const page of paginateListUserTags({ client: deps.iam }, { UserName })) {
    tags.push(...(page.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })));
  }
  return parseUserTags(tags, deps.clock());
}

/** When a key was last used; null if never since April 2015, when AWS began to record it. */
export async function readLastUse({ AccessKeyId }: AccessKey, { deps }: Sweep): Promise<LastUse | null> {
  const { AccessKeyLastUsed } = await deps.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  if (!AccessKeyLastUsed) throw new Error(`GetAccessKeyLastUsed of ${AccessKeyId} answered with nothing`);
  const { LastUsedDate, ServiceName = 'N/A', Region = 'N/A' } = AccessKeyLastUsed;
  return LastUsedDate ? { at: LastUsedDate, service: ServiceName, region: Region } : null;
}
