import * as fc from 'fast-check';
import type { Config } from '../../../config/schema.ts';
import type { Fault } from '../../../sandbox/faults/fault-schema.ts';
import { type AccountInput, accountOf, anySettings, anyUser } from '../random/any-account.ts';
import { anyConfig } from '../random/any-config.ts';
import { deedNames, type Habits } from './forger.ts';

/** Everything that decides what happens in the two worlds. */
export type Forgery = AccountInput & {
  config: Config;
  /** How many sweeps there are. */
  weeks: number;
  /** What goes wrong besides, in both worlds: the nth call of an operation. */
  faults: readonly Fault[];
};

const fault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom(
    'secretsmanager:CreateSecret',
    'iam:TagUser',
    'iam:CreateAccessKey',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecretVersionStage',
    'sts:GetCallerIdentity',
  ),
  skip: fc.nat({ max: 8 }),
  fault: fc.constantFrom<Fault['fault'][]>('crash-before', 'crash-after', 'drop-after'),
});

/** Users of whom a sweep soon makes a key, and who use their keys. */
const dueUsers = (keys: { min: number; max: number }, stages: fc.Arbitrary<readonly ['AWSCURRENT'] | null>) =>
  fc.record({
    keys: fc
      .record({ ageDays: fc.integer(keys), stages })
      .map((key) => [
        {
          Status: 'Active' as const,
          unusedFor: 0,
          service: 's3' as const,
          toldFor: null,
          inactiveFor: null,
          retiredFor: undefined,
          ...key,
        },
      ]),
    tags: fc.constant({}),
    uses: fc.constantFrom('newest' as const, 'oldest' as const),
    secret: fc.constant(undefined),
    restriction: fc.constant({}),
  });

/** Anything that a forger may do, to anybody. */
const anything = (users: number) => ({
  users: fc.array(fc.oneof(anyUser, dueUsers({ min: 45, max: 90 }, fc.constantFrom(null, ['AWSCURRENT'] as const))), size(users)),
  faults: fc.oneof(fc.constant([]), fc.array(fault, { minLength: 1, maxLength: 3 })),
  // Whoever does everything soon leaves no secret that a sweep would go on with.
  deeds: fc.oneof(fc.subarray(deedNames, { minLength: 1, maxLength: 3 }), fc.constant(deedNames)),
  rate: fc.constantFrom(0.01, 0.03, 0.1),
});

/** A forger who waits for secrets that a sweep makes and does not get to point to. */
const firstCreations = (users: number) => ({
  users: fc.array(dueUsers({ min: 95, max: 120 }, fc.constant(null)), size(users)),
  faults: fc
    .record({
      skip: fc.nat({ max: users }),
      fault: fc.constantFrom<Pick<Fault, 'operation' | 'fault'>[]>(
        { operation: 'secretsmanager:CreateSecret', fault: 'crash-after' },
        { operation: 'secretsmanager:CreateSecret', fault: 'drop-after' },
        { operation: 'iam:TagUser', fault: 'crash-before' },
        { operation: 'iam:TagUser', fault: 'crash-after' },
      ),
    })
    .map(({ skip, fault: one }) => [{ ...one, skip }]),
  deeds: fc.constantFrom(['make again'], ['make again', 'put', 'delete']),
  rate: fc.constantFrom(0.01, 0.1),
});

/** Any account, and settings under which nobody waits for somebody else: so a user's keys depend on that user only. */
export function anyForgery(users: number, weeks: number): fc.Arbitrary<Forgery & Habits> {
  const common = {
    config: anyConfig,
    // A forger's acts must not change when AWS throttles.
    settings: anySettings.map(({ iamCallsPerSecond, ...settings }) => settings),
    seed: fc.nat(),
  };
  return fc
    .oneof({ weight: 3, arbitrary: fc.record({ ...common, ...anything(users) }) }, fc.record({ ...common, ...firstCreations(users) }))
    .map(({ users: all, config, ...any }) => ({
      ...any,
      ...accountOf(all),
      weeks,
      config: {
        ...config,
        inUseWithinDays: Math.max(config.everyDays + 1, config.inUseWithinDays),
        limits: { ...config.limits, ...unlimited },
      },
    }));
}

const size = (users: number) => ({ minLength: users, maxLength: users });
const unlimited = { percent: 100, minimum: 1000, surprising: 1000 };
