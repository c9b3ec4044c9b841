import { InputError } from '../../config/input-error.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { connect } from '../stage/connection.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { columnsOf } from '../terminal/width.ts';
import { showForecast } from './forecast-ahead.ts';
import { planAhead } from './plan-ahead.ts';
import { planText } from './plan-text.ts';

export type PlanOptions = StageOptions & {
  user?: string[];
  all?: true;
  owners: Owners;
  json?: true;
  forecast?: number;
  config?: string;
};

/** Shows what the next sweep would do, or what many would: 0 nothing is due, 2 something is, 1 something failed. */
export async function showPlan(options: PlanOptions): Promise<number> {
  if (options.forecast !== undefined) return showForecast(options, options.forecast);
  if (options.config !== undefined) throw new InputError('--config needs --forecast: it is for comparing.');
  const { all = false, owners, user: users, json } = options;
  const plan = await planAhead(await connect(options), { now: new Date(), all, owners, users });
  process.stdout.write(`${json ? JSON.stringify(plan) : planText(plan, columnsOf())}\n`);
  if (plan.failures.length > 0) return 1;
  return plan.isDue ? 2 : 0;
}
