import type { Sweep } from '../aws/deps.ts';
import { asError, failed, isGone } from '../aws/errors.ts';
import type { Action, Carried, Decision, Failure, Plan, Result } from '../model/types.ts';
import { act } from './act.ts';
import { Deferred } from './deferred.ts';
import { knownOf } from './known.ts';
import type { Task } from './task.ts';
import { dropLeftovers, dropStaleMarks } from './tidy.ts';

/** What an interrupted sweep left is mended, and a slot is freed, before anything new begins. */
const mending: readonly Action[] = ['finish', 'delete'];
/** A replacement comes before its old key goes. */
const renewing: readonly Action[] = ['create', 'deactivate', 'mark', 'flag', 'keep'];

/**
 * Does what was decided for one user, in the order that loses nothing wherever it breaks off. Acts behind
 * one that failed or found something unexpected are deferred.
 */
export async function execute(plan: Plan, sweep: Sweep): Promise<Omit<Carried, 'plan'>> {
  const task = { plan, known: knownOf(plan), sweep };
  const failures: Failure[] = [];
  const tidy = async (work: Promise<void>) => {
    try {
      await work;
      return undefined;
    } catch (thrown) {
      if (isGone(thrown)) return 'the user is gone';
      failures.push({ UserName: plan.holder.UserName, error: failed('Tidying up', thrown) });
      return 'what an earlier sweep left could not be tidied up';
    }
  };
  const untidy = await tidy(dropStaleMarks(plan, sweep));
  const mended = await inTurn(mending, task, untidy);
  const obstacle =
    untidy ?? mended.map(obstacleIn).find(Boolean) ?? (await tidy(dropLeftovers(plan, mended, sweep)));
  const results = [...mended, ...(await inTurn(renewing, task, obstacle))];
  return { results, failures: [...failures, ...results.flatMap(failureOf)] };
}

/** `obstacle` says in words why no act may be done any more. */
async function inTurn(
  actions: readonly Action[],
  task: Omit<Task, 'decision'>,
  obstacle: string | undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const decision of actions.flatMap((action) =>
    task.plan.decisions.filter((one) => one.action === action),
  )) {
    const note = obstacle ?? results.map(obstacleIn).find(Boolean);
    results.push(
      note && isAct(decision) && !decision.postponed
        ? { decision, outcome: 'deferred', note }
        : await attempt({ ...task, decision }),
    );
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

/** Whether something is done about the key; keep and flag only say something. */
export function isAct({ action }: Decision): boolean {
  return action !== 'keep' && action !== 'flag';
}

function obstacleIn({ decision: { action, key, postponed }, outcome }: Result): string | undefined {
  const isBroken = outcome === 'failed' || (outcome === 'deferred' && !postponed);
  return isBroken ? `to ${action} ${key.AccessKeyId} has to come first` : undefined;
}

function failureOf({ decision: { action, key }, error }: Result): Failure[] {
  return error ? [{ UserName: key.UserName, error: failed(`To ${action} ${key.AccessKeyId}`, error) }] : [];
}
