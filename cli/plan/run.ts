import { InputError } from '../../config/input-error.ts';
import { readConfig } from '../../config/read-stage.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { connect } from '../stage/connection.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { print, printError } from '../terminal/print.ts';
import { columnsOf } from '../terminal/width.ts';
import { forecastAhead } from './forecast-ahead.ts';
import { forecastText } from './forecast-text.ts';
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

/**
 * Prints what the next sweep would do, or the forecast. Returns the exit code: 1 if something could not be read; else 2
 * if the next sweep has something to do; else 0. A forecast never returns 2.
 */
export async function runPlan(options: PlanOptions): Promise<number> {
  if (options.forecast !== undefined) return runForecast(options, options.forecast);
  if (options.config !== undefined) throw new InputError('--config needs --forecast: it is for comparing.');
  const { all = false, owners, user: users, json } = options;
  const plan = await planAhead(await connect(options), { now: new Date(), all, owners, users });
  for (const sentence of plan.failures) printError(sentence);
  print(json ? JSON.stringify(plan) : planText(plan, columnsOf()));
  if (plan.failures.length > 0) return 1;
  return plan.isDue ? 2 : 0;
}

async function runForecast(
  { config: file, owners, user: users, json, ...options }: PlanOptions,
  weeks: number,
): Promise<number> {
  const others = file === undefined ? [] : [{ source: file, config: readConfig(file) }];
  const connection = await connect(options);
  const report = await forecastAhead(connection, { now: new Date(), weeks, owners, users, others });
  for (const sentence of report.failures) printError(sentence);
  print(json ? JSON.stringify(report) : forecastText(report, columnsOf()));
  return report.failures.length > 0 ? 1 : 0;
}
