import { addDays } from 'date-fns/addDays';
import * as fc from 'fast-check';
import type { Config } from '../../../config/schema.ts';
import { type AccountInput, accountOf, anySettings, anyUser, start } from './any-account.ts';
import { anyConfig, movedBy } from './any-config.ts';
import { anyWeek, type Week } from './any-week.ts';

/** Everything that decides what happens in a run. */
export type RunInput = AccountInput & { config: Config; weeks: Week[] };

const freeze: fc.Arbitrary<Config['freezes'][number]> = fc
  .record({ from: fc.nat({ max: 120 }), days: fc.nat({ max: 40 }) })
  .map(({ from, days }) => ({ from: dayAfter(from), to: dayAfter(from + days), reason: 'year-end' }));

/** What only some companies set. */
const more = fc.record({
  freezes: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Config['freezes']>([]) },
    { weight: 1, arbitrary: fc.array(freeze, { minLength: 1, maxLength: 1 }) },
  ),
  notices: fc.record({ reminders: fc.constantFrom(true, true, true, false) }),
});

/** The KMS key of the secrets, if not the account's own: enabled, or one that cannot be used. */
const kmsKey = fc.oneof(
  { weight: 14, arbitrary: fc.constant(undefined) },
  fc.constantFrom<object[]>({}, { KeyState: 'Disabled' }, { isAllowed: false }),
);

/** Any run of that many weeks over that many users. */
export function anyRun(users: number, weeks: number): fc.Arbitrary<RunInput> {
  return fc
    .record({
      users: fc.array(anyUser, { minLength: users, maxLength: users }),
      weeks: fc.array(anyWeek, { minLength: weeks, maxLength: weeks }),
      config: anyConfig,
      settings: anySettings,
      more,
      kmsKey,
    })
    .map((any) => ({
      config: {
        ...any.config,
        ...any.more,
        ...secretsWith(any.config, any.kmsKey),
        profiles: { slow: movedBy(20, any.config.thresholds) },
      },
      settings: any.settings,
      ...withKey(accountOf(any.users), any.kmsKey),
      ...(any.kmsKey && { kmsKeys: [{ KeyId: kmsKeyId, ...any.kmsKey }] }),
      weeks: any.weeks.map(({ missed, other, ...rest }) => ({
        ...rest,
        // While tags lag, nothing tells two sweeps of one moment of each other (docs/reliability.md).
        other: any.settings.tagLagSeconds > 0 && other === 'beside' ? 'after' : other,
        days: any.config.everyDays * (1 + missed),
      })),
    }));
}

const kmsKeyId = 'alias/of-the-sweeper';

function secretsWith({ secrets }: Config, key: object | undefined): Pick<Config, 'secrets'> {
  return { secrets: key ? { ...secrets, kmsKeyId } : secrets };
}

function withKey({ users, secrets }: Pick<AccountInput, 'users' | 'secrets'>, key: object | undefined) {
  return { users, secrets: key ? secrets.map((one) => ({ KmsKeyId: kmsKeyId, ...one })) : secrets };
}

function dayAfter(days: number): string {
  return addDays(start, days).toISOString().slice(0, 10);
}
