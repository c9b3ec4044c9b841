import { execute, isAct } from './act/in-order.ts';
import { tagUser } from './act/tag-user.ts';
import type { Sweep } from './aws/deps.ts';
import { failed, isGone } from './aws/errors.ts';
import { isOver } from './aws/timing.ts';
import { toldValue } from './model/mark-values.ts';
import { overlapsToStart } from './model/marks.ts';
import type { Carried, Failure, Outcome, Plan, Result } from './model/types.ts';
import { userConfig } from './model/user-config.ts';
import { tagKeys } from './model/user-tags.ts';
import { ownerNotice } from './notify/owner/owner-notice.ts';
import { publish } from './notify/publish.ts';

/** Carries out what was decided for one user, or only says what would be done in mode report. */
export async function carryOut(plan: Plan, sweep: Sweep): Promise<Carried> {
  try {
    return sweep.config.mode === 'enforce' ? await enforce(plan, sweep) : rehearse(plan);
  } catch (thrown) {
    return brokenOff(plan, thrown);
  }
}

/** Does what was decided for one user, then tells the owner, then lets the overlap begin. */
async function enforce(plan: Plan, sweep: Sweep): Promise<Carried> {
  if (isOver(sweep.timing?.act, sweep.deps)) return putOff(plan, sweep);
  const { results, failures } = await execute(plan, sweep);
  logActs(results, sweep);
  const untold = await tell(plan, results, sweep).catch((thrown: unknown): Failure[] => [
    { UserName: plan.holder.UserName, error: failed('Telling its owner', thrown) },
  ]);
  return { plan, results, failures: [...failures, ...untold] };
}

/** Leaves the user to a later sweep. */
function putOff(plan: Plan, { deps }: Sweep): Carried {
  const note = deps.stop?.aborted ? 'the sweep was stopped' : 'the sweep ran out of time';
  const results = plan.decisions.map((decision): Result => {
    const outcome = decision.postponed ?? (isAct(decision) ? 'deferred' : 'none');
    return { decision, outcome, ...(outcome === 'deferred' && { note }) };
  });
  const hasNews = plan.decisions.some(({ rule }) => rule !== 'fresh' && rule !== 'exempt');
  return { plan, results, failures: [], ...(hasNews && { isUnreached: true }) };
}

/** Does nothing and tells nobody: what would have been done goes into the digest. */
function rehearse(plan: Plan): Carried {
  return { plan, results: allActs('rehearsed', plan), failures: [] };
}

/** What nobody foresaw is the failure of the user whose turn it was, and the others' work goes on (G6). */
function brokenOff(plan: Plan, thrown: unknown): Carried {
  const error = failed('Carrying out what was decided', thrown);
  return { plan, results: allActs('failed', plan), failures: [{ UserName: plan.holder.UserName, error }] };
}

/** The same outcome for every act that nothing postpones. */
function allActs(outcome: Outcome, { decisions }: Plan): Result[] {
  return decisions.map((decision) => {
    return { decision, outcome: decision.postponed ?? (isAct(decision) ? outcome : 'none') };
  });
}

/** An overlap counts from when its owner was told, so its mark follows the notice and never precedes it. */
async function tell(plan: Plan, results: readonly Result[], sweep: Sweep): Promise<Failure[]> {
  const { UserName } = plan.holder;
  const { thresholds } = userConfig(plan, sweep.config);
  const notice = ownerNotice({ plan, results }, sweep);
  const untold = notice ? await publish([notice], sweep) : [];
  if (untold.length > 0) return untold.map((failure) => ({ ...failure, UserName }));
  const profile = plan.evidence?.tags.profile;
  try {
    for (const { key, rule } of overlapsToStart(plan, results, thresholds.create.from)) {
      const Value = toldValue(sweep.deps.clock(), profile, rule === 'in-the-way');
      await tagUser(UserName, { Key: tagKeys.toldSince(key.AccessKeyId), Value }, sweep);
    }
    return [];
  } catch (thrown) {
    return isGone(thrown) ? [] : [{ UserName, error: failed('Marking that its owner was told', thrown) }];
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
