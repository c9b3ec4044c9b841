import type { Sweep } from '../aws/deps.ts';
import { madeValue } from '../model/mark-values.ts';
import { settledIntents, staleMarks, stalePending } from '../model/marks.ts';
import type { Plan, Result } from '../model/plan.ts';
import type { Known } from './known-state.ts';
import { tidyPending } from './promote.ts';
import { tagUser, untagUser } from './tag-user.ts';

/** Removes marks that no longer hold, before any act relies on them. */
export async function dropStaleMarks(plan: Plan, sweep: Sweep): Promise<void> {
  await untagUser(plan.UserName, staleMarks(plan), sweep);
}

/**
 * Settles the intent marks and AWSPENDING stages of creations that broke off, once their keys are finished or deleted. A
 * mark whose key stays vouches for it from now on; the others are removed.
 */
export async function dropLeftovers(
  plan: Plan,
  mended: readonly Result[],
  known: Known,
  sweep: Sweep,
): Promise<void> {
  const { removed, made } = settledIntents(plan, mended, known.keys);
  const at = sweep.deps.clock();
  const marks = made.map(({ tagKey, AccessKeyId }) => ({ Key: tagKey, Value: madeValue(at, AccessKeyId) }));
  await tagUser(plan.UserName, marks, sweep);
  await untagUser(plan.UserName, removed, sweep);
  const secret = plan.evidence?.secret;
  for (const versionId of stalePending(plan)) {
    await tidyPending({ secret: secret?.arn ?? '', versionId }, sweep);
  }
}
