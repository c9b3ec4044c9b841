import { act } from './acts/act.ts';
import { Deferred } from './acts/deferred.ts';
import { knownOf } from './acts/known.ts';
import { untagUser } from './acts/tag-user.ts';
import type { Task } from './acts/task.ts';
import type { Sweep } from './deps.ts';
import { asError, isGone } from './errors.ts';
import { settledIntents, staleMarks } from './marks.ts';
import type { Action, Decision, Plan, Result } from './types.ts';

/** What an interrupted sweep left is mended, and a slot is freed, before anything new begins. */
const mending: readonly Action[] = ['finish', 'delete'];
/** A replacement comes before its old key goes. */
const renewing: readonly Action[] = ['create', 'deactivate', 'mark', 'flag', 'keep'];

/**
 * Does what was decided for one user, in the order that loses nothing wherever it breaks off. Acts behind
 * one that failed or found something unexpected are deferred. Throws if the user's marks cannot be mended.
 */
export async function execute(plan: Plan, sweep: Sweep): Promise<Result[]> {
  const task = { plan, known: knownOf(plan), sweep };
  await untagUser(plan.holder.UserName, staleMarks(plan), sweep);
  const mended = await inTurn(mending, task);
  const broken = mended.find(isBroken);
  if (!broken) await untagUser(plan.holder.UserName, settledIntents(plan, mended), sweep);
  return [...mended, ...(await inTurn(renewing, task, broken))];
}

async function inTurn(
  actions: readonly Action[],
  task: Omit<Task, 'decision'>,
  brokenBefore?: Result,
): Promise<Result[]> {
  const decisions = actions.flatMap((action) =>
    task.plan.decisions.filter((decision) => decision.action === action),
  );
  const results: Result[] = [];
  for (const decision of decisions) {
    const broken = brokenBefore ?? results.find(isBroken);
    results.push(broken && isAct(decision) ? skip(decision, broken) : await attempt({ ...task, decision }));
  }
  return results;
}

async function attempt(task: Task): Promise<Result> {
  const { decision } = task;
  if (decision.postponed) return { decision, outcome: decision.postponed };
  try {
    return { decision, ...(await act(task)) };
  } catch (thrown) {
    if (thrown instanceof Deferred) return { decision, outcome: 'deferred', note: thrown.message };
    if (isGone(thrown)) return { decision, outcome: 'none', note: 'the user or the key is gone' };
    const error = asError(thrown);
    return { decision, outcome: 'failed', note: error.message, error };
  }
}

function skip(decision: Decision, { decision: { action, key } }: Result): Result {
  return { decision, outcome: 'deferred', note: `to ${action} ${key.AccessKeyId} has to come first` };
}

function isAct({ action }: Decision): boolean {
  return action !== 'keep' && action !== 'flag';
}

function isBroken({ decision, outcome }: Result): boolean {
  return outcome === 'failed' || (outcome === 'deferred' && !decision.postponed);
}
