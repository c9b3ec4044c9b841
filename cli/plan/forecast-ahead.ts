import { addDays } from 'date-fns/addDays';
import { min } from 'date-fns/min';
import { InputError } from '../../config/input-error.ts';
import { nextSweeps } from '../../config/next-sweeps.ts';
import type { Config } from '../../config/schema.ts';
import { forecast } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { freezeAt } from '../../lib/model/freeze.ts';
import { latestCreateFrom } from '../../lib/model/user-config.ts';
import type { Connection } from '../stage/connection.ts';
import { readUsers } from '../stage/read-users.ts';
import type { ForecastReport } from './forecast-text.ts';
import { weeksOf } from './weeks.ts';

/** Settings to compare those of the stage with, and the name of their file. */
type OtherSettings = { source: string; config: Config };

type ForecastRequest = {
  now: Date;
  weeks: number;
  owners: Owners;
  users: readonly string[] | undefined;
  others: readonly OtherSettings[];
};

/**
 * Reads the account and runs the rules forward for so many weeks, under the settings of the stage and under each of
 * `others`. Throws an InputError if other settings store secrets under another prefix.
 */
export async function forecastAhead(
  connection: Connection,
  { now, weeks, owners, users, others }: ForecastRequest,
): Promise<ForecastReport> {
  const { stage, accountId, config } = connection;
  for (const one of others) checkPrefix(one, config);
  // At that moment every key is due, under every profile, so readUsers reads everything about every user.
  const until = addDays(now, latestCreateFrom(config));
  const { found, failures } = await readUsers(connection, { now, until, users });
  const planned = [{ source: `config/${stage}.yml`, config }, ...others].map((one) => ({
    ...one,
    sweeps: nextSweeps(one.config, now, addDays(now, weeks * 7)),
  }));
  // There may be no sweep in these weeks.
  const from = min(planned.map(({ sweeps: [first = now] }) => first));
  return {
    stage,
    accountId,
    ...{ now, owners, failures },
    outcomes: planned.map(({ source, ...rules }) => {
      const hasFreeze = rules.sweeps.some((sweep) => freezeAt(sweep, rules.config));
      return { source, hasFreeze, weeks: weeksOf(forecast(found, { ...rules, owners }), from, weeks) };
    }),
  };
}

/** Secrets under another prefix were not read. */
function checkPrefix({ source, config: { secrets } }: OtherSettings, { secrets: ours }: Config) {
  if (secrets.prefix === ours.prefix) return;
  throw new InputError(
    `${source}: secrets.prefix must be that of the stage, ${ours.prefix}: a forecast knows no other secrets.`,
  );
}
