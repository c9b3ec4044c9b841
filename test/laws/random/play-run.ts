import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { Settings } from '../../../sandbox/account/settings.ts';
import { affectedByMishaps, usersNotDue } from '../judges/affected-users.ts';
import { changesOfRepeat } from '../judges/changes.ts';
import { judgeOf } from '../judges/guarantees.ts';
import { keysLostBySweeps } from '../judges/lost-keys.ts';
import { followKeys } from '../judges/on-time.ts';
import { type Ending, makeSweeper, reportIn, type Sweeper } from '../sweeper/sweeper.ts';
import { turnsFor } from '../sweeper/turns.ts';
import { start } from './any-account.ts';
import { settingsOf } from './any-deployment.ts';
import type { RunInput } from './any-run.ts';
import type { Mishap } from './any-week.ts';
import { mishapsAt } from './mishaps.ts';
import { randomNumbers } from './random-numbers.ts';
import { add, addEnding, type Tally } from './tally.ts';

const [first, second] = [makeSweeper(), makeSweeper()];

/** What makes a build wrong on purpose, or an AWS that shows that it is. */
export type Wrong = {
  sweeper?: Sweeper;
  /** The configuration that it sweeps by. The judges use the run's own. */
  config?: Config;
  aws?: NonNullable<Account['intercept']>;
  settings?: Partial<Settings>;
};

/** Which users a sweep is for, if not for all, and the seed of the order of calls of two side by side. */
type Start = { users?: readonly string[]; order?: number };

/** Plays the weeks of a run and four sweeps without mishaps. Returns what broke a guarantee, in a sentence each. */
export async function playRun(run: RunInput, tally: Tally = new Map(), wrong: Wrong = {}): Promise<string[]> {
  const { users, secrets, kmsKeys, weeks } = run;
  const config = { ...run.config };
  const settings = { ...run.settings, ...wrong.settings };
  const file = { now: start.toISOString(), users, secrets, ...(kmsKeys && { kmsKeys }), settings };
  const account = accountOf(parseAccount(file, 'the run', start));
  const judge = judgeOf(account, config);
  const onTime = followKeys(account, config);
  // With so small an allowance, acts that fail may use it up.
  const isOnTimeJudged = config.limits.minimum >= users.length;
  const hit: Call[] = [];
  let sweeps = 0;

  async function sweep(sweepers: readonly Sweeper[], { users: named, order = 0 }: Start = {}) {
    const turns = turnsFor(sweepers.length, randomNumbers(order));
    judge.begin(sweepers.length);
    sweeps += 1;
    const endings = await Promise.all(
      sweepers.map((sweepNow, n) =>
        (wrong.sweeper ?? sweepNow)(account, wrong.config ?? config, { id: `sweep-${sweeps}-${n}`, users: named, turns: turns[n] }).finally(
          turns[n]?.leave,
        ),
      ),
    );
    judge.end(endings, named);
    for (const ending of endings) addEnding(tally, ending);
    return endings;
  }

  function plan(mishaps: readonly Mishap[]): void {
    const happen = mishapsAt(account, mishaps, (call, name) => {
      hit.push(call);
      add(tally, name);
    });
    const { aws } = wrong;
    account.intercept = judge.around(aws ? (call, serve) => aws(call, () => happen(call, serve)) : happen);
  }

  function judgeOnTime(): void {
    onTime.exclude({ everybody: false, users: usersNotDue(account, config) });
    if (isOnTimeJudged) judge.violations.push(...onTime.look());
  }

  /** Deploys other settings. The judges see them at once. */
  function deploy(settings: Partial<Config>): void {
    const before = config.thresholds;
    Object.assign(config, settings);
    if (config.thresholds !== before) onTime.restart();
  }

  let next = start;
  for (const { days, lateMinutes, mishaps, other, deployed, order } of weeks) {
    account.clock.set(max([addMinutes(next, lateMinutes), account.clock.now()]));
    judgeOnTime();
    deploy(settingsOf[deployed](run.config));
    add(tally, deployed);
    plan(mishaps);
    const from = account.history.length;
    const endings = await sweep(other === 'beside' ? [first, second] : [first], { order });
    const week = { endings, calls: account.history.slice(from), hit: hit.splice(0) };
    onTime.exclude(affectedByMishaps(account, config, { ...week, mostActs: judge.mostActs() }));
    const isFrozen = endings.some((ending) => reportIn(ending)?.freeze);
    if (isFrozen) add(tally, 'frozen');
    if (isFrozen || config.mode === 'report') onTime.exclude({ everybody: true, users: new Set() });
    const continued = takeContinued(account);
    if (other === 'after') {
      // A sweep that followed at once could not see the marks of the one before it.
      account.clock.advance(account.settings.tagLagSeconds * 1000);
      await sweep([first]);
    }
    if (other === 'continuation' && continued.length > 0) {
      account.clock.set(addMinutes(account.clock.now(), 70));
      await sweep([first], { users: continued });
    }
    add(tally, other);
    for (let missed = config.everyDays; missed < days; missed += config.everyDays) {
      account.clock.set(addMinutes(next, missed * 24 * 60));
      judgeOnTime();
      onTime.exclude({ everybody: true, users: new Set() });
    }
    deploy(run.config);
    next = addMinutes(next, days * 24 * 60);
  }
  if (isOnTimeJudged) add(tally, 'keys on time', onTime.count());

  plan([]);
  // What is left is done once no freeze holds it up.
  deploy({ freezes: [] });
  const moment = account.clock.now();
  for (const minutes of [70, config.everyDays * 24 * 60]) {
    account.clock.set(max([addMinutes(next, minutes), account.clock.now()]));
    await sweep([first]);
  }
  // Lists may show until then what the sweep before deleted, and a user with such a key is passed over; so may tags.
  account.clock.advance(Math.max(account.settings.listLagSeconds, account.settings.tagLagSeconds) * 1000);
  // A sweep of the same moment could not see what the one before it marked.
  account.settings.tagLagSeconds = 0;
  const last = account.clock.now();
  const [ending] = await sweep([first]);
  // A limit may hold surprising acts until a person allows them (G8).
  if (!isHeld(ending)) judge.violations.push(...keysLostBySweeps(account, config, { ...judge, moment }));

  const from = account.history.length;
  // At the same moment, before another waiting time is over, and without applications that move.
  account.clock.set(last);
  for (const user of account.users.values()) user.uses = 'none';
  await sweep([first]);
  if (isSettled(ending) && config.unused.action === 'replace') judge.violations.push(...changesOfRepeat(account.history.slice(from)));
  return judge.violations;
}

/** Removes the schedules of continuations and returns their users, as if Scheduler had started them. */
function takeContinued({ schedules }: Account): string[] {
  return [...schedules].flatMap(([id, schedule]) => {
    if (!id.includes('/continue-')) return [];
    schedules.delete(id);
    const { Target } = schedule as { Target: { Input: string } };
    return (JSON.parse(Target.Input) as { users: string[] }).users;
  });
}

function isHeld(ending: Ending | undefined): boolean {
  return (reportIn(ending)?.counts.held ?? 0) > 0;
}

function isSettled(ending: Ending | undefined): boolean {
  return ending !== undefined && !(ending instanceof Error) && ending.counts.deferred + ending.counts.held === 0;
}
