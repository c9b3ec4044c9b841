import { asError } from '../aws/errors.ts';
import { callRefusal } from '../decide/creation-refusal.ts';
import { refusedValue } from '../model/mark-values.ts';
import { tagKeys } from '../model/user-tags.ts';
import { Refused } from './refused.ts';
import { tagUser, untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Carries out an act that makes or finishes a key. If AWS refuses a call of it for good, marks that, so that later sweeps
 * do not make a key in vain each time, and returns the refusal. An older mark is removed first: after a crash it would keep
 * later sweeps from finishing the key. Throws what else the act throws.
 */
export async function noteRefusal(task: Task, act: (task: Task) => Promise<ActResult>): Promise<ActResult> {
  const { UserName, evidence } = task.plan;
  await untagUser(UserName, evidence?.tags.refused ? [tagKeys.refusedCreate] : [], task.sweep);
  try {
    return await act(task);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const refused = { at: task.sweep.deps.clock(), operation: thrown.operation };
    const Value = refusedValue(refused.at, refused.operation);
    await tagUser(UserName, [{ Key: tagKeys.refusedCreate, Value }], task.sweep).catch((marking: unknown) => {
      throw new Error(`${thrown.message}; nor could that be marked: ${asError(marking).message}`, {
        cause: thrown,
      });
    });
    const refusal = callRefusal(refused, UserName);
    return { outcome: 'failed', note: thrown.message, error: thrown, refusal };
  }
}
