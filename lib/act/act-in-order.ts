import type { Sweep } from '../aws/deps.ts';
import { asError, isGone, KeyGone, wrapError } from '../aws/errors.ts';
import {
  type Action,
  type Failure,
  inOrder,
  isAct,
  mending,
  type Plan,
  type Result,
  renewing,
  type UserResult,
} from '../model/plan.ts';
import { act } from './act.ts';
import { Deferred } from './deferred.ts';
import { finishSecret } from './finish-secret.ts';
import { knownOf } from './known-state.ts';
import type { Task } from './task.ts';
import { dropLeftovers, dropStaleMarks } from './tidy.ts';

/** What an act does to the key that its decision is about. */
const verbs: Record<Action, string> = {
  create: 'replace',
  finish: 'finish',
  delete: 'delete',
  deactivate: 'deactivate',
  mark: 'mark',
  flag: 'flag',
  keep: 'keep',
};

/**
 * Carries out the decisions about one user, in the order that is safe wherever it breaks off. After an act that failed or
 * was deferred, the acts that follow are deferred. Returns one result for each decision.
 */
export async function actInOrder(plan: Plan, sweep: Sweep): Promise<Omit<UserResult, 'plan'>> {
  const task = { plan, known: knownOf(plan), sweep };
  const failures: Failure[] = [];
  let isOvertaken = false;
  const tidy = async (work: Promise<void>) => {
    try {
      await work;
      return undefined;
    } catch (thrown) {
      if (isGone(thrown)) return 'the user is gone';
      if (thrown instanceof Deferred) {
        isOvertaken = true;
        return thrown.message;
      }
      failures.push({ UserName: plan.UserName, error: wrapError('Tidying up', thrown) });
      return 'what an earlier sweep left could not be tidied up';
    }
  };
  const untidy =
    (await tidy(dropStaleMarks(plan, sweep))) ?? (await tidy(finishSecret(plan, task.known, sweep)));
  const mended = await inTurn(mending, task, untidy);
  const obstacle =
    untidy ??
    mended.map(obstacleIn).find(Boolean) ??
    (await tidy(dropLeftovers(plan, mended, task.known, sweep)));
  const inOrder = [...mended, ...(await inTurn(renewing, task, obstacle))];
  // Another deployment may look after the user by now, so its owner is told of nothing that was decided here.
  const results = isOvertaken ? inOrder.map((one) => asDeferred(one, untidy)) : inOrder;
  return { results, failures: [...failures, ...results.flatMap(failureOf)] };
}

/** `obstacle` is the reason, in words, why no act may be carried out any more. */
async function inTurn(
  actions: readonly Action[],
  task: Omit<Task, 'decision'>,
  obstacle: string | undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const decision of inOrder(task.plan.decisions, actions)) {
    const note = obstacle ?? results.map(obstacleIn).find(Boolean);
    results.push(
      note && isAct(decision) && !decision.postponed
        ? { decision, outcome: 'deferred', note }
        : await tryAct({ ...task, decision }),
    );
  }
  return results;
}

async function tryAct(task: Task): Promise<Result> {
  const { decision } = task;
  if (decision.postponed) return { decision, outcome: decision.postponed };
  try {
    return { decision, ...(await act(task)) };
  } catch (thrown) {
    if (thrown instanceof Deferred) return { decision, outcome: 'deferred', note: thrown.message };
    if (thrown instanceof KeyGone) return { decision, outcome: 'deferred', note: thrown.message };
    // The acts judge a key that is gone themselves, so it is the user.
    if (isGone(thrown)) return { decision, outcome: 'none', note: 'the user is gone' };
    const error = asError(thrown);
    return { decision, outcome: 'failed', note: error.message, error };
  }
}

function asDeferred(result: Result, note: string | undefined): Result {
  return result.outcome === 'none' ? { ...result, outcome: 'deferred', ...(note && { note }) } : result;
}

function obstacleIn({ decision: { action, key, postponed }, outcome }: Result): string | undefined {
  const isBroken = outcome === 'failed' || (outcome === 'deferred' && !postponed);
  return isBroken ? `to ${verbs[action]} ${key.AccessKeyId} has to come first` : undefined;
}

function failureOf({ decision: { action, key }, error }: Result): Failure[] {
  return error
    ? [{ UserName: key.UserName, error: wrapError(`To ${verbs[action]} ${key.AccessKeyId}`, error) }]
    : [];
}
