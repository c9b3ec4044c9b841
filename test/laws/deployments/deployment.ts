import type { Config } from '../../../config/schema.ts';
import type { SweepDeps } from '../../../lib/sweep.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { schedules, stage } from '../../../sandbox/account/stack.ts';
import { makeSweeper, type Sweeper } from '../sweeper/sweeper.ts';

/** One of two deployments of the sweeper in an account. */
export type Deployment = {
  name: string;
  /** The account as this deployment sees it: with the secrets of its region. */
  account: Account;
  config: Config;
  deps: Pick<SweepDeps, 'environment' | 'schedules'>;
  sweepNow: Sweeper;
  /** True if a pointer with this value names a secret of this deployment. */
  isOwn: (pointer: string) => boolean;
};

/** In what the second deployment differs from the first. */
export const differences = ['stage', 'region', 'prefix'] as const;
export type Difference = (typeof differences)[number];

const [first, second] = [makeSweeper(), makeSweeper()];
const europe = 'eu-west-1';

/** Returns two deployments in the account that differ in this, and the account with the secrets of both, by their ARNs. */
export function deploymentsIn(
  account: Account,
  config: Config,
  difference: Difference,
): { both: [Deployment, Deployment]; world: Account } {
  const there = difference === 'region' ? inRegion(account, europe) : account;
  const environment = difference === 'stage' ? 'prod' : stage;
  const prefix = difference === 'prefix' ? 'other-keys/' : config.secrets.prefix;
  const owns = (region: string, under: string, ofStage: string) => (pointer: string) =>
    pointer.startsWith(`arn:aws:secretsmanager:${region}:${account.accountId}:secret:${under}`) && pointer.endsWith(` ${ofStage}`);
  return {
    both: [
      {
        name: 'first',
        account,
        config,
        deps: { environment: stage, schedules },
        sweepNow: first,
        isOwn: owns(account.region, config.secrets.prefix, stage),
      },
      {
        name: 'second',
        account: there,
        config: { ...config, secrets: { ...config.secrets, prefix } },
        deps: { environment, schedules: { ...schedules, functionArn: schedules.functionArn.replace('us-east-1', there.region) } },
        sweepNow: second,
        isOwn: owns(there.region, prefix, environment),
      },
    ],
    world: withSecretsOf(account, there),
  };
}

/** Returns the account in another region: the same users, keys, clock and history, and secrets of its own. */
function inRegion(account: Account, region: string): Account {
  return withOwn(account, { region, secrets: new Map() });
}

/** Returns the account with the secrets of both regions. */
function withSecretsOf(account: Account, there: Account): Account {
  return withOwn(account, {
    get secrets() {
      const all = new Set([...account.secrets.values(), ...there.secrets.values()]);
      return new Map([...all].map((secret) => [secret.ARN, secret]));
    },
  });
}

function withOwn(account: Account, own: Partial<Account>): Account {
  return new Proxy(account, { get: (target, name) => Reflect.get(name in own ? own : target, name) });
}
