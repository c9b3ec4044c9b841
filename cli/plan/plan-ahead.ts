import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import { nextSweeps } from '../../config/next-sweeps.ts';
import type { Config } from '../../config/schema.ts';
import { backlogOf } from '../../lib/decide/backlog.ts';
import { concernLines } from '../../lib/decide/concerns.ts';
import { unclearTags } from '../../lib/decide/exempt.ts';
import { unmatchedSettings, withEvidence } from '../../lib/decide/unmatched.ts';
import { isIdle } from '../../lib/decide/unused.ts';
import { datesAhead } from '../../lib/forecast/ahead.ts';
import { forecast, type SweepAhead } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { freezeAt } from '../../lib/model/freeze.ts';
import type { Decision } from '../../lib/model/plan.ts';
import type { Connection } from '../stage/connection.ts';
import { readUsers } from '../stage/read-users.ts';
import { nearDays } from './near-days.ts';
import { planOf, type SweepPlan } from './sweep-plan.ts';
import { findUnheardUsers } from './unheard-users.ts';

type PlanRequest = { now: Date; all: boolean; owners: Owners; users: readonly string[] | undefined };

/** Reads the account and runs the rules forward. Returns what the next sweep would do, and the dates of every key. */
export async function planAhead(
  connection: Connection,
  { now, all, owners, users }: PlanRequest,
): Promise<SweepPlan> {
  const { stage, accountId, region, config } = connection;
  const end = addDays(now, daysOfDates(config));
  const sweeps = nextSweeps(config, now, end);
  const [next = end] = sweeps;
  const until = all ? end : max([next, addDays(now, nearDays)]);
  const { found, listed, failures } = await readUsers(connection, { now, until, users });
  const sweepsAhead = [...forecast(found, { config, sweeps, owners })];
  const [first = { now: next, plans: [] }] = sweepsAhead;
  const about = {
    ...(await findUnheardUsers(connection, found, now)),
    ...{ stage, accountId, region, mode: config.mode, now, owners, failures, all },
    freeze: freezeAt(first.now, config) ?? null,
    unclearTags: first.plans.flatMap((plan) => unclearTags(plan)),
    refused: first.plans.flatMap(({ decisions }) =>
      decisions.filter(({ refusal }) => refusal).map(refusalLine),
    ),
    backlog: backlogOf(first.plans, config, first.now) ?? null,
    unusedKeys: countUnused(first),
    concerns: first.plans.flatMap(concernLines).map(({ line }) => line),
    unmatchedSettings: unmatchedSettings(withEvidence(listed, found), config, now),
  };
  return planOf(first, datesAhead(sweepsAhead), about);
}

/** Counts the keys that are due for replacement although nobody uses them; 0 if such keys are retired. */
function countUnused({ now, plans }: SweepAhead): number {
  return plans.flatMap(({ config, decisions, evidence }) =>
    decisions.filter(
      ({ key, rule }) =>
        rule === 'create' && config.unused.action === 'replace' && isIdle(key, { config, evidence, now }),
    ),
  ).length;
}

function refusalLine({ key, reason }: Decision): string {
  return `${key.UserName}, ${key.AccessKeyId}: ${reason}`;
}

/**
 * Returns how many days to run ahead: until a key created today is deleted, and three sweeps more for what limits put
 * off.
 */
function daysOfDates({ everyDays, thresholds, profiles }: Config): number {
  const last = Math.max(...[thresholds, ...Object.values(profiles)].map((one) => one.delete.after));
  return last + 1 + 3 * everyDays;
}
