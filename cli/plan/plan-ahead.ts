import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import { nextSweeps } from '../../config/next-sweeps.ts';
import type { Config } from '../../config/schema.ts';
import { unclearTags } from '../../lib/decide/unclear-tags.ts';
import { datesAhead } from '../../lib/forecast/ahead.ts';
import { forecast } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import type { Connection } from '../stage/connection.ts';
import { look } from '../stage/read-users.ts';
import { nearDays, planOf, type SweepPlan } from './sweep-plan.ts';

type Asked = { now: Date; all: boolean; owners: Owners; users: readonly string[] | undefined };

/** Looks at the account and runs the rules forward: what the next sweep would do, and every key's dates. */
export async function planAhead(
  connection: Connection,
  { now, all, owners, users }: Asked,
): Promise<SweepPlan> {
  const { stage, accountId, region, config } = connection;
  const end = addDays(now, daysOfDates(config));
  const sweeps = nextSweeps(config, now, end);
  const [next = end] = sweeps;
  const until = all ? end : max([next, addDays(now, nearDays)]);
  const { cases, failures } = await look(connection, { now, until, users });
  const foreseen = [...forecast(cases, { config, sweeps, owners })];
  const [first = { now: next, plans: [] }] = foreseen;
  const unclear = first.plans.flatMap((plan) => unclearTags(plan, config, first.now));
  const about = { stage, accountId, region, mode: config.mode, now, owners, failures };
  return planOf(first, datesAhead(foreseen), { ...about, unclearTags: unclear, all });
}

/** Enough for a new key to be deleted by, and for an old one that a limit puts off. */
function daysOfDates({ everyDays, thresholds, profiles }: Config): number {
  const last = Math.max(...[thresholds, ...Object.values(profiles)].map((one) => one.delete.after));
  return last + 1 + 3 * everyDays;
}
