import type { Sweep } from '../aws/deps.ts';
import { settledIntents, staleMarks, stalePending } from '../model/marks.ts';
import type { Plan, Result } from '../model/plan.ts';
import { dropPending } from './promote.ts';
import { untagUser } from './tag-user.ts';

/** Removes marks that no longer hold, before any act relies on them. */
export async function dropStaleMarks(plan: Plan, sweep: Sweep): Promise<void> {
  await untagUser(plan.UserName, staleMarks(plan), sweep);
}

/** Removes the intent marks and AWSPENDING stages of creations that broke off, once their keys are finished or deleted. */
export async function dropLeftovers(plan: Plan, mended: readonly Result[], sweep: Sweep): Promise<void> {
  await untagUser(plan.UserName, settledIntents(plan, mended), sweep);
  const secret = plan.evidence?.secret;
  for (const versionId of stalePending(plan)) {
    await dropPending({ secret: secret?.arn ?? '', versionId }, sweep);
  }
}
