import { actInOrder } from './act/act-in-order.ts';
import { tagUser, untagUser } from './act/tag-user.ts';
import type { Sweep } from './aws/deps.ts';
import { isGone, wrapError } from './aws/errors.ts';
import { isOver } from './aws/timing.ts';
import { deletionsToMark, promisesToMark, remindersIn, withdrawnPromises } from './model/announcements.ts';
import { inactiveValue, toldValue } from './model/mark-values.ts';
import { type Failure, isAct, type Outcome, type Plan, type Result, type UserResult } from './model/plan.ts';
import { tagKeys } from './model/user-tags.ts';
import { ownerNotice } from './notify/owner/owner-notice.ts';
import { noticeContext, publish } from './notify/publish.ts';

/**
 * Carries out one user's plan; in report mode, only returns what would be done; in a freeze, also reminds the owner.
 * Never throws.
 */
export async function sweepUser(plan: Plan, sweep: Sweep): Promise<UserResult> {
  try {
    if (sweep.config.mode === 'enforce') return await enforce(plan, sweep);
    return sweep.isFrozen ? await remind(plan, sweep) : rehearse(plan);
  } catch (thrown) {
    return brokenOff(plan, thrown);
  }
}

/** Acts, then notifies the owner, then starts the overlap. */
async function enforce(plan: Plan, sweep: Sweep): Promise<UserResult> {
  if (isOver(sweep.timing?.act, sweep.deps)) return postpone(plan, sweep);
  const { results, failures } = await actInOrder(plan, sweep);
  logActs(results, sweep);
  const untold = await tellOwner(plan, results, sweep);
  return { plan, results, failures: [...failures, ...untold] };
}

/**
 * Changes no key and no secret. Tells the owner again what was promised, and marks days that the freeze moved, so that
 * they hold.
 */
async function remind(plan: Plan, sweep: Sweep): Promise<UserResult> {
  if (isOver(sweep.timing?.act, sweep.deps)) return postpone(plan, sweep);
  const { results } = rehearse(plan);
  return { plan, results, failures: await tellOwner(plan, remindersIn(results), sweep) };
}

/** Leaves the user to a later sweep. */
function postpone(plan: Plan, { deps }: Sweep): UserResult {
  const note = deps.stop?.aborted ? 'the sweep was stopped' : 'the sweep ran out of time';
  const results = resultsOf(plan, 'deferred').map((result) =>
    result.outcome === 'deferred' ? { ...result, note } : result,
  );
  const hasNews = plan.decisions.some(({ rule }) => rule !== 'fresh' && rule !== 'exempt');
  return { plan, results, failures: [], ...(hasNews && { isUnreached: true }) };
}

/** Changes nothing and notifies nobody: the digest lists what would be done. */
function rehearse(plan: Plan): UserResult {
  return { plan, results: resultsOf(plan, 'rehearsed'), failures: [] };
}

/** An unexpected error is the failure of this user only; the sweep continues with the others (G6). */
function brokenOff(plan: Plan, thrown: unknown): UserResult {
  const error = wrapError('Carrying out what was decided', thrown);
  return { plan, results: resultsOf(plan, 'failed'), failures: [{ UserName: plan.UserName, error }] };
}

/** Returns the same outcome for every act that was not postponed before. */
function resultsOf({ decisions }: Plan, outcome: Outcome): Result[] {
  return decisions.map((decision) => {
    return { decision, outcome: decision.postponed ?? (isAct(decision) ? outcome : 'none') };
  });
}

function tellOwner(plan: Plan, results: readonly Result[], sweep: Sweep): Promise<Failure[]> {
  return notifyOwner(plan, results, sweep).catch((thrown: unknown): Failure[] => [
    { UserName: plan.UserName, error: wrapError('Telling its owner', thrown) },
  ]);
}

/**
 * Publishes the notice first and marks its days second, so that no overlap and no wait begins, and no promise is
 * withdrawn, without a notice.
 */
async function notifyOwner(plan: Plan, results: readonly Result[], sweep: Sweep): Promise<Failure[]> {
  const { UserName } = plan;
  const notice = ownerNotice({ plan, results }, noticeContext(sweep));
  const untold = notice ? await publish([notice], sweep) : [];
  if (untold.length > 0) return untold.map((failure) => ({ ...failure, UserName }));
  const withdrawn = withdrawnPromises(plan, results).map(({ tagKey }) => tagKey);
  try {
    await untagUser(UserName, withdrawn, sweep);
    for (const { key, promised } of promisesToMark(results)) {
      const Value = toldValue(promised.toldAt ?? sweep.deps.clock(), promised);
      await tagUser(UserName, [{ Key: tagKeys.toldSince(key.AccessKeyId), Value }], sweep);
    }
    for (const { key, deletion } of deletionsToMark(results)) {
      const Value = inactiveValue(deletion.since ?? sweep.deps.clock(), deletion.kind, deletion.notBefore);
      await tagUser(UserName, [{ Key: tagKeys.inactiveSince(key.AccessKeyId), Value }], sweep);
    }
    return [];
  } catch (thrown) {
    return isGone(thrown) ? [] : [{ UserName, error: wrapError('Marking that its owner was told', thrown) }];
  }
}

function logActs(results: readonly Result[], { deps }: Sweep): void {
  for (const { decision, outcome, note, createdId } of results) {
    if (outcome === 'none') continue;
    const { key, age, rule, action, reason } = decision;
    deps.log(`${action} ${outcome}`, {
      UserName: key.UserName,
      AccessKeyId: key.AccessKeyId,
      ...{ age, rule, action, reason, outcome, note, createdId },
    });
  }
}
