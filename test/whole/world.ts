import { addMinutes } from 'date-fns/addMinutes';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import { type Run, type SweepDeps, sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import type { Secret } from '../../sandbox/account/secret.ts';
import type { Key } from '../../sandbox/account/user.ts';
import { useKeys } from '../../sandbox/run/applications.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import { moveStage } from '../../sandbox/services/staging-labels.ts';

/** A Tuesday, when the default schedule sweeps. */
export const start = new Date('2026-03-03T06:00:00Z');

type User = Record<string, unknown> & { UserName: string };

/** An account and the means to sweep it, week after week, with the real SDK. */
export type World = {
  account: Account;
  deps: SweepDeps;
  /** Sweeps now; returns the report, and the error if something failed. */
  sweep(run?: Partial<Run>): Promise<{ report: SweepReport; error?: Error }>;
  /** Changes the settings, as a deployment does. */
  deploy(config: object): void;
  /** Lets days pass; applications use their keys again before the next sweep. */
  pass(days: number, lateMinutes?: number): void;
  /** Returns the decisions of the latest sweep as `user rule outcome`. */
  decided(): string[];
};

export function world(
  users: readonly User[],
  { config = {}, secrets = [], concurrency = 10 }: { config?: object; secrets?: unknown[]; concurrency?: number } = {},
): World {
  const account = accountOf(parseAccount({ now: start.toISOString(), users, secrets }, 'the test', start));
  const enforce = { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } };
  const settingsOf = (more: object) => parseConfig(merge(merge(defaults(), enforce), more), 'the test');
  let settings = settingsOf(config);
  const deps = sandboxDeps(account, { concurrency });
  let latest: SweepReport | undefined;
  let sweeps = 0;
  return {
    account,
    deps,
    async sweep(run = {}) {
      sweeps += 1;
      useKeys(account, account.clock.now());
      const result = await sweep(deps, settings, { now: account.clock.now(), id: `sweep-${sweeps}`, ...run }).catch(
        (thrown: unknown) => thrown,
      );
      if (result instanceof SweepError) {
        latest = result.report;
        return { report: result.report, error: result };
      }
      if (result instanceof Error) throw result;
      latest = result as SweepReport;
      return { report: latest };
    },
    deploy(more) {
      settings = settingsOf(more);
    },
    pass(days, lateMinutes = 0) {
      const from = account.clock.now();
      account.clock.set(addMinutes(from, days * 24 * 60 + lateMinutes));
    },
    decided: () =>
      latest?.userResults
        .flatMap(({ results }) => results)
        .map(({ decision, outcome }) => `${decision.key.UserName} ${decision.rule} ${outcome}`) ?? [],
  };
}

/** A user with one Active key that is in use. */
export function userOfAge(UserName: string, ageDays: number, more: Partial<User> = {}): User {
  return { UserName, AccessKeys: [{ Status: 'Active', ageDays }], uses: 'newest', ...more };
}

/** Returns the operations that changed something, as `iam:UpdateAccessKey`, without the update of the watchdog. */
export function writes(account: Account): string[] {
  return account.history
    .map(({ operation }) => operation)
    .filter((name) => !/:(List|Get|Describe|Simulate)/.test(name) && name !== 'scheduler:UpdateSchedule');
}

/** Returns a user's keys, oldest first; none if there is no such user. */
export function keysOf({ account }: World, user = 'alice'): Key[] {
  return account.users.get(user)?.keys ?? [];
}

/** Returns the keys of a user's tags, without those that stay: the pointer and the marks that vouch for keys. */
export function tagsOf({ account }: World, user = 'alice'): string[] {
  return [...(account.users.get(user)?.tags ?? [])]
    .filter(([key, { Value }]) => key !== pointerTag && !Value.includes(' made '))
    .map(([key]) => key);
}

const pointerTag = 'access-key-sweeper:secret:arn';

/** Returns the ids of the keys that the user's tags vouch for. */
export function vouchedOf({ account }: World, user = 'alice'): string[] {
  return [...(account.users.get(user)?.tags.values() ?? [])].flatMap(({ Value }) => / made (\w+)$/.exec(Value)?.[1] ?? []);
}

/** Returns the ARN and the stage that the user's pointer names. */
export function pointerOf({ account }: World, user = 'alice'): string | undefined {
  return account.users.get(user)?.tags.get(pointerTag)?.Value;
}

export function secretOf({ account }: World, user = 'alice'): Secret | undefined {
  return account.secrets.get(`iam-access-keys/${user}`);
}

/** Returns the stages of each version of a user's secret, oldest first, as `AWSCURRENT+AWSPENDING`. */
export function stagesOf(one: World, user = 'alice'): string[] {
  return [...(secretOf(one, user)?.versions.values() ?? [])].map(({ stages }) => [...stages].join('+'));
}

/** Returns the text of the last notice that was published, the digest. */
export function digestOf({ account }: World): string {
  return textOf(account.published.at(-1)?.Message);
}

/** Returns the texts of all notices that were published. */
export function textsOf({ account }: World): string {
  return account.published.map(({ Message }) => textOf(Message)).join('\n');
}

function textOf(message = '{}'): string {
  return (JSON.parse(message) as { default: string }).default;
}

/** Stores a value in a secret by hand, which becomes current. */
export function storeByHand(one: World, user = 'alice'): void {
  const secret = secretOf(one, user);
  if (!secret) throw new Error(`There is no secret of ${user}`);
  const VersionId = byHand;
  secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate: one.account.clock.now() });
  moveStage(secret, 'AWSCURRENT', VersionId);
}

export const byHand = 'stored-by-hand-stored-by-hand-stored';
