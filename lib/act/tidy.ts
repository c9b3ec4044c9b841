import type { Sweep } from '../aws/deps.ts';
import { settledIntents, staleMarks, stalePending } from '../model/marks.ts';
import type { Plan, Result } from '../model/types.ts';
import { dropPending } from './promote.ts';
import { untagUser } from './tag-user.ts';

/** Removes marks that no longer say something true, before any act relies on them. */
export async function dropStaleMarks(plan: Plan, sweep: Sweep): Promise<void> {
  await untagUser(plan.holder.UserName, staleMarks(plan), sweep);
}

/** Removes what is left of creations that broke off, once what they left undone is mended. */
export async function dropLeftovers(plan: Plan, mended: readonly Result[], sweep: Sweep): Promise<void> {
  await untagUser(plan.holder.UserName, settledIntents(plan, mended), sweep);
  const secret = plan.evidence?.secret;
  for (const versionId of stalePending(plan)) {
    await dropPending({ secret: secret?.arn ?? '', versionId }, sweep);
  }
}
