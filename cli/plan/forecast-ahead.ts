import { addDays } from 'date-fns/addDays';
import { min } from 'date-fns/min';
import { InputError } from '../../config/input-error.ts';
import { nextSweeps } from '../../config/next-sweeps.ts';
import { readConfig } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { forecast } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { earliestCreateFrom } from '../../lib/model/user-config.ts';
import { connect } from '../stage/connection.ts';
import { look } from '../stage/read-users.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { columnsOf } from '../terminal/width.ts';
import { type ForecastReport, forecastText } from './forecast-text.ts';
import { weeksOf } from './weeks.ts';

type Options = StageOptions & { user?: string[]; owners: Owners; json?: true; config?: string };

/** Shows what so many weeks of sweeps would do, under other settings too if a file of them is named. */
export async function showForecast(options: Options, weeks: number): Promise<number> {
  const { owners, user: users, config: file } = options;
  const other = file === undefined ? [] : [{ source: file, config: readConfig(file) }];
  const { config, ...connection } = await connect(options);
  const all = [{ source: `config/${options.stage}.yml`, config }, ...other];
  for (const one of other) checkSecrets(one, config);
  const now = new Date();
  // By then every key is due, so that all is read.
  const until = addDays(now, earliestCreateFrom(config));
  const { cases, failures } = await look({ ...connection, config }, { now, until, users });
  const planned = all.map((one) => ({
    ...one,
    sweeps: nextSweeps(one.config, now, addDays(now, weeks * 7)),
  }));
  // In few weeks there may be no sweep at all.
  const from = min(planned.map(({ sweeps: [first = now] }) => first));
  const report: ForecastReport = {
    stage: options.stage,
    accountId: connection.accountId,
    ...{ now, owners, failures },
    outcomes: planned.map(({ source, ...rules }) => {
      return { source, weeks: weeksOf(forecast(cases, { ...rules, owners }), from, weeks) };
    }),
  };
  const text = options.json ? JSON.stringify(report) : forecastText(report, columnsOf());
  process.stdout.write(`${text}\n`);
  return failures.length > 0 ? 1 : 0;
}

/** Other secrets would have to be read, which were not. */
function checkSecrets(
  { source, config: { secrets } }: { source: string; config: Config },
  { secrets: ours }: Config,
) {
  if (secrets.prefix === ours.prefix) return;
  throw new InputError(
    `${source}: secrets.prefix must be that of the stage, ${ours.prefix}: a forecast knows no other secrets.`,
  );
}
