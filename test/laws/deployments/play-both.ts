import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import * as fc from 'fast-check';
import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf as accountIn, parseAccount } from '../../../sandbox/account/account-file.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { changesOfRepeat } from '../judges/changes.ts';
import { judgeOf } from '../judges/guarantees.ts';
import { keysLostBySweeps } from '../judges/lost-keys.ts';
import { pointedArn } from '../judges/tags.ts';
import { type AccountInput, accountOf, anySettings, anyUser, start } from '../random/any-account.ts';
import { anyConfig } from '../random/any-config.ts';
import { anyWeek, type Mishap } from '../random/any-week.ts';
import { mishapsAt } from '../random/mishaps.ts';
import { randomNumbers } from '../random/random-numbers.ts';
import { add, addEnding, type Tally } from '../random/tally.ts';
import { type Ending, reportIn } from '../sweeper/sweeper.ts';
import { turnsFor } from '../sweeper/turns.ts';
import { type Deployment, type Difference, deploymentsIn, differences } from './deployment.ts';
import { judgeOfBoth } from './judge-both.ts';

/** Answers the calls of both: it shows what a wrong build would do. */
export type Aws = NonNullable<Account['intercept']>;

/** Which deployment sweeps when in a week. */
const orders = ['first', 'second', 'first, then second', 'second, then first', 'both at once'] as const;

export type Week = { order: (typeof orders)[number]; seed: number; mishaps: Mishap[]; handsOver: number | undefined };

/** Two deployments in an account, and their weeks. */
export type Both = AccountInput & { config: Config; difference: Difference; weeks: Week[] };

export function anyBoth(users: number, weeks: number): fc.Arbitrary<Both> {
  const week = fc.record({
    order: fc.oneof({ weight: 3, arbitrary: fc.constant(orders[4]) }, fc.constantFrom(...orders)),
    seed: fc.nat(),
    // What people do belongs to other laws, apart from handing a user over.
    mishaps: anyWeek.map(({ mishaps }) => mishaps.filter(({ fault }) => typeof fault === 'string')),
    handsOver: fc.option(fc.nat({ max: users - 1 }), { freq: 3, nil: undefined }),
  });
  return fc
    .record({
      users: fc.array(anyUser, { minLength: users, maxLength: users }),
      config: anyConfig,
      // IAM lists up to 100 tags in a page (IAM API Reference, ListUserTags), and a user has at most 50: they are read as of one moment.
      settings: anySettings.map((settings) => ({ ...settings, pageSize: 100 })),
      difference: fc.constantFrom(...differences),
      weeks: fc.array(week, { minLength: weeks, maxLength: weeks }),
    })
    .map(({ users: all, weeks: those, ...any }) => ({ ...any, ...accountOf(all), weeks: those.map((one) => apartIn(one, any.settings)) }));
}

/** While tags lag, nothing tells two sweeps of one moment of each other, so each may take the user (docs/reliability.md). */
function apartIn(week: Week, { tagLagSeconds = 0 }: AccountInput['settings']): Week {
  return tagLagSeconds > 0 && week.order === 'both at once' ? { ...week, order: 'first, then second' } : week;
}

/** Sweeps the account week by week with both deployments. Returns what broke a guarantee, in a sentence each. */
export async function playBoth(run: Both, tally: Tally = new Map(), aws: Aws = (_, serve) => serve()): Promise<string[]> {
  const { users, secrets, settings, config, difference, weeks } = run;
  const account = accountIn(parseAccount({ now: start.toISOString(), users, secrets, settings }, 'the run', start));
  const { both, world } = deploymentsIn(account, config, difference);
  const judge = judgeOf(world, config);
  const apart = judgeOfBoth(account);
  let sweeping: Deployment | undefined;
  let isHeld = false;

  async function sweep(deployments: readonly Deployment[], week: number, seed = 0): Promise<Ending[]> {
    const turns = turnsFor(deployments.length, randomNumbers(seed));
    judge.begin(deployments.length);
    apart.begin();
    const endings = await Promise.all(
      deployments.map((one, n) =>
        one
          .sweepNow(one.account, one.config, {
            ...{ ...one.deps, id: `${one.name}-${week}`, world },
            turns: turns[n],
            onCall: () => {
              sweeping = one;
            },
          })
          .finally(turns[n]?.leave),
      ),
    );
    judge.end(endings);
    for (const [n, ending] of endings.entries()) {
      addEnding(tally, ending);
      isHeld ||= (reportIn(ending)?.counts.held ?? 0) > 0;
      const one = deployments[n];
      if (one) apart.end(one, ending);
    }
    return endings;
  }

  /** Both sweep, one after the other, at the same moment. */
  async function sweepAt(moment: Date, week: number): Promise<Ending[]> {
    const endings: Ending[] = [];
    for (const one of both) {
      account.clock.set(moment);
      endings.push(...(await sweep([one], week)));
    }
    return endings;
  }

  for (const [n, { order, seed, mishaps, handsOver }] of [...weeks, ...calm].entries()) {
    account.clock.set(max([addDays(start, n * config.everyDays), account.clock.now()]));
    const user = [...account.users.values()][handsOver ?? -1];
    if (user && apart.handOver(user)) add(tally, 'handed over');
    const happen = mishapsAt(account, mishaps, (_, name) => add(tally, name));
    account.intercept = judge.around((call, serve) => apart.around(sweeping, call, () => happen(call, () => aws(call, serve))));
    add(tally, order);
    isHeld = false;
    for (const deployments of inOrder(order, both)) {
      await sweep(deployments, n, seed);
      account.clock.set(addMinutes(account.clock.now(), 70));
    }
    for (const id of [...account.schedules.keys()]) if (id.includes('/continue-')) account.schedules.delete(id);
  }
  add(tally, 'users of the first', apart.usersOf(both[0]));
  add(tally, 'users of the second', apart.usersOf(both[1]));
  // A limit may hold orphans until a person allows them (G8).
  const lost = isHeld ? [] : keysLostBySweeps(world, config, { ...judge, moment: account.clock.now() });

  // Not earlier than lists and tags show what was done before.
  account.clock.advance(Math.max(account.settings.listLagSeconds, account.settings.tagLagSeconds) * 1000);
  // A sweep of the same moment could not see what the one before it marked.
  account.settings.tagLagSeconds = 0;
  const moment = account.clock.now();
  const endings = await sweepAt(moment, weeks.length + calm.length);
  const calls = account.history.length;
  for (const user of account.users.values()) user.uses = 'none';
  await sweepAt(moment, weeks.length + calm.length + 1);
  // Without a pointer, only one of them sees a secret of somebody else under its name, so they do not agree (docs/reliability.md).
  const isAgreed = ({ UserName }: Call) => {
    const user = account.users.get(UserName ?? '');
    return !user || pointedArn(user) !== undefined || ![...world.secrets.values()].some(({ Name }) => Name.endsWith(`/${UserName}`));
  };
  const isSettled = endings.every((ending) => !(ending instanceof Error) && ending.counts.deferred + ending.counts.held === 0);
  if (isSettled) add(tally, 'repeats judged');
  const repeated = isSettled && config.unused.action === 'replace' ? changesOfRepeat(account.history.slice(calls).filter(isAgreed)) : [];

  const found = judge.violations.filter((text) => /^G[125] /.test(text) && !isAboutOldSecret(text, apart.handedOver));
  return [...found, ...apart.violations, ...lost, ...repeated];
}

/**
 * True if a key that the secret of the deployment before still has is deactivated as in the way: its owner was told, but the
 * judge does not know any more that the key goes.
 */
function isAboutOldSecret(text: string, handedOver: ReadonlySet<string>): boolean {
  const user = / for (\S+)$/.exec(text)?.[1] ?? '';
  return text.startsWith('G1 its owner was not notified') && handedOver.has(user);
}

/** Some weeks without mishaps, at the end. */
const calm: Week[] = (['first, then second', 'second, then first', 'first, then second'] as const).map((order) => ({
  ...{ order, seed: 0, mishaps: [], handsOver: undefined },
}));

function inOrder(order: Week['order'], [first, second]: [Deployment, Deployment]): Deployment[][] {
  if (order === 'both at once') return [[first, second]];
  return order.split(', then ').map((name) => [name === 'first' ? first : second]);
}
