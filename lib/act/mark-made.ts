import { madeValue } from '../model/mark-values.ts';
import { tagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/** Replaces the intent mark by the mark that vouches for the key, in one call: at no moment does neither vouch for it. */
export async function markMade({ plan, sweep, intent, AccessKeyId }: Attempt): Promise<void> {
  const Value = madeValue(sweep.deps.clock(), AccessKeyId);
  await tagUser(plan.UserName, [{ Key: intent, Value }], sweep);
}
