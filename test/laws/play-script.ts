import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import type { Config } from '../../config/schema.ts';
import { wholeDays } from '../../lib/model/age.ts';
import type { Account, Call, Secret } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import type { Settings } from '../../sandbox/account/settings.ts';
import { effectOf } from '../../sandbox/faults/inject-faults.ts';
import { diceOf } from './dice.ts';
import { gateFor } from './gate.ts';
import { isLeftAlone } from './left-alone.ts';
import { storedVersions } from './losses.ts';
import { scheduleOf } from './on-schedule.ts';
import type { Mishap, Script } from './script.ts';
import { start } from './script.ts';
import { type Ending, makeSweeper, reportIn, type Sweeper } from './sweeper.ts';
import { type Watch, watchOf } from './watch.ts';

/** How often each rule with its outcome, and each mishap, came up. */
export type Tally = Map<string, number>;

const [first, second] = [makeSweeper(), makeSweeper()];

/** A build that is wrong on purpose, or the AWS that shows it. */
export type Wrong = {
  sweeper?: Sweeper;
  /** What it sweeps by; it is judged by the script's own. */
  config?: Config;
  aws?: NonNullable<Account['intercept']>;
  settings?: Partial<Settings>;
};

/** Plays a script, lets four clean sweeps follow, and gives what went against the guarantees. */
export async function play(
  { users, secrets, settings, config, weeks }: Script,
  tally: Tally = new Map(),
  wrong: Wrong = {},
): Promise<string[]> {
  const account = accountOf(
    parseAccount(
      { now: start.toISOString(), users, secrets, settings: { ...settings, ...wrong.settings } },
      'the property',
      start,
    ),
  );
  const watch = watchOf(account, config);
  const schedule = scheduleOf(account, config);
  const wentWrong: Call[] = [];
  let next = start;
  let sweeps = 0;
  const sweepAll = async (sweepers: readonly Sweeper[], { users: named, dice = 0 }: Start = {}) => {
    const gate = gateFor(sweepers.length, diceOf(dice));
    watch.begin(sweepers.length);
    sweeps += 1;
    const endings = await Promise.all(
      sweepers.map((sweepNow, n) =>
        (wrong.sweeper ?? sweepNow)(account, wrong.config ?? config, {
          id: `sweep-${sweeps}-${n}`,
          users: named,
          turn: gate.pass,
        }).finally(gate.leave),
      ),
    );
    watch.end(endings, named);
    for (const ending of endings) count(ending, tally);
    return endings;
  };
  const befall = (mishaps: readonly Mishap[]) => {
    const happens = happening(account, mishaps, (call, name) => {
      wentWrong.push(call);
      bump(tally, name);
    });
    const { aws } = wrong;
    account.intercept = watch.around(aws ? (call, serve) => aws(call, () => happens(call, serve)) : happens);
  };
  for (const { days, lateMinutes, mishaps, company, dice } of weeks) {
    account.clock.set(max([addMinutes(next, lateMinutes), account.clock.now()]));
    watch.violations.push(...schedule.look());
    befall(mishaps);
    const from = account.history.length;
    const endings = await sweepAll(company === 'beside' ? [first, second] : [first], { dice });
    const calls = account.history.slice(from);
    schedule.judge(endings, { calls, wrong: wentWrong.splice(0), most: watch.most() });
    const continued = takeContinued(account);
    if (company === 'after') await sweepAll([first]);
    if (company === 'continuation' && continued.length > 0) {
      account.clock.set(addMinutes(account.clock.now(), 70));
      await sweepAll([first], { users: continued });
    }
    bump(tally, company);
    for (let missed = config.everyDays; missed < days; missed += config.everyDays) {
      account.clock.set(addMinutes(next, missed * 24 * 60));
      watch.violations.push(...schedule.look());
      schedule.miss();
    }
    next = addMinutes(next, days * 24 * 60);
  }
  tally.set('keys on time', (tally.get('keys on time') ?? 0) + schedule.count());
  befall([]);
  const clean = account.clock.now();
  for (const minutes of [70, config.everyDays * 24 * 60]) {
    account.clock.set(max([addMinutes(next, minutes), account.clock.now()]));
    await sweepAll([first]);
  }
  // What the sweep before deleted may be listed till then, and its user passed over.
  account.clock.advance(account.settings.listLagSeconds * 1000);
  const moment = account.clock.now();
  const [last] = await sweepAll([first]);
  // What surprises is held until a person lets it go (G8).
  if (!isHeld(last)) judgeLost(account, config, clean, watch);
  const quiet = account.history.length;
  // At the same moment, or a wait may be over by then.
  account.clock.set(moment);
  // Nor does any application move meanwhile.
  for (const user of account.users.values()) user.uses = 'none';
  await sweepAll([first]);
  if (isSettled(last) && config.retireUnusedAfterDays === null) judgeRepeat(account, quiet, watch);
  return watch.violations;
}

/** Whom a sweep is about if not everybody, and what decides whose call comes next. */
type Start = { users?: readonly string[]; dice?: number };

/** The users that were scheduled to be swept again, as if Scheduler had started it. */
function takeContinued({ schedules }: Account): string[] {
  return [...schedules].flatMap(([id, schedule]) => {
    if (!id.includes('/continue-')) return [];
    schedules.delete(id);
    const { Target } = schedule as { Target: { Input: string } };
    return (JSON.parse(Target.Input) as { users: string[] }).users;
  });
}

/** Each mishap at its call. */
function happening(
  account: Account,
  mishaps: readonly Mishap[],
  happened: (call: Call, name: string) => void,
): NonNullable<Account['intercept']> {
  const left = new Set(mishaps);
  let n = 0;
  return (call, serve) => {
    const mishap = [...left].find(({ at }) => at === n || at === call.operation);
    n += 1;
    if (!mishap) return serve();
    left.delete(mishap);
    const { fault } = mishap;
    const name = typeof fault === 'string' ? fault : 'code' in fault ? fault.code : fault.byHand;
    happened(call, name);
    return effectOf(fault, account)(call, serve);
  };
}

function count(ending: Ending | undefined, tally: Tally): void {
  for (const { decision, outcome } of (reportIn(ending)?.userResults ?? []).flatMap(
    ({ results }) => results,
  )) {
    for (const name of [decision.rule, `${decision.action} ${outcome}`]) bump(tally, name);
  }
}

function bump(tally: Tally, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}

function isHeld(ending: Ending | undefined): boolean {
  return (reportIn(ending)?.counts.held ?? 0) > 0;
}

function isSettled(ending: Ending | undefined): boolean {
  return (
    ending !== undefined && !(ending instanceof Error) && ending.counts.deferred + ending.counts.held === 0
  );
}

const tookOther = /^person:(delete|deactivate)-key$/;

/** G3: what sweeps made is in its user's secret to stay, or was once, or is gone; by moment the holds are over. */
function judgeLost(
  account: Account,
  config: Config,
  moment: Date,
  { made, fetched, violations }: Watch,
): void {
  const stored = storedVersions(account);
  for (const user of account.users.values()) {
    const isOwn = (secret: Secret) => secret.tags.some(({ Value }) => Value === user.UserId);
    for (const { AccessKeyId, CreateDate } of isLeftAlone(user, moment) ? [] : user.keys) {
      if (!made.has(AccessKeyId) || fetched.has(AccessKeyId)) continue;
      const age = wholeDays(moment, CreateDate);
      // An only key that no sweep has looked at in time is looked at when it is due again (docs/reliability.md).
      if (user.keys.length === 1 && age > 2 * config.everyDays && age < config.thresholds.create.from)
        continue;
      const isStored = stored.some(
        ({ id, secret, stages }) => id === AccessKeyId && stages.size > 0 && isOwn(secret),
      );
      const deeds = account.history
        .filter(({ UserName, at }) => UserName === user.UserName && at >= CreateDate)
        .map(({ operation }) => operation);
      // What a person deletes, no sweep has lost; and who stores a value and takes the other key may have stored this one.
      const isPersons =
        deeds.includes('person:delete-secret') ||
        (deeds.includes('person:write-secret') && deeds.some((deed) => tookOther.test(deed)));
      if (!isStored && !isPersons) violations.push(`G3 ${AccessKeyId} of ${user.UserName} is nowhere stored`);
    }
  }
}

/** G4: a second sweep right after a first changes nothing. */
function judgeRepeat(account: Account, from: number, { violations }: Watch): void {
  const changes = account.history
    .slice(from)
    .filter(({ operation }) => /^(iam|secretsmanager):(Create|Update|Delete|Put|Tag|Untag)/.test(operation))
    .map(({ operation, UserName }) => `${operation} for ${UserName}`);
  if (changes.length > 0) violations.push(`G4 a second sweep: ${changes.join(', ')}`);
}
