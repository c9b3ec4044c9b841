import * as fc from 'fast-check';
import type { Config } from '../../../config/schema.ts';
import { type AccountInput, accountOf, anySettings, anyUser } from './any-account.ts';
import { anyConfig } from './any-config.ts';
import { anyWeek, type Week } from './any-week.ts';

/** Everything that decides what happens in a run. */
export type RunInput = AccountInput & { config: Config; weeks: Week[] };

/** Any run of that many weeks over that many users. */
export function anyRun(users: number, weeks: number): fc.Arbitrary<RunInput> {
  return fc
    .record({
      users: fc.array(anyUser, { minLength: users, maxLength: users }),
      weeks: fc.array(anyWeek, { minLength: weeks, maxLength: weeks }),
      config: anyConfig,
      settings: anySettings,
    })
    .map((any) => ({
      config: any.config,
      settings: any.settings,
      ...accountOf(any.users),
      weeks: any.weeks.map(({ missed, ...more }) => ({ ...more, days: any.config.everyDays * (1 + missed) })),
    }));
}
