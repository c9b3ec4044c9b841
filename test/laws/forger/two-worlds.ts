import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import type { Config } from '../../../config/schema.ts';
import { wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { Key } from '../../../sandbox/account/user.ts';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import { judgeOf } from '../judges/guarantees.ts';
import { isFetchable, isUnused, isUsed, useOf } from '../judges/key-holders.ts';
import { start } from '../random/any-account.ts';
import { add, addEnding, type Tally } from '../random/tally.ts';
import { makeSweeper } from '../sweeper/sweeper.ts';
import type { Forgery } from './any-forgery.ts';
import { type MakeForger, nobody } from './forger.ts';
import { misdirections } from './misdirections.ts';

const sweepNow = makeSweeper();

/**
 * An Active key that a sweep deactivated or deleted, and in which week. It is free to go if nobody used it lately, and its
 * replacement can be fetched or is in use; if nobody used it for 35 days, and another key later; or if the settings retire unused
 * keys.
 */
type Taken = { week: number; isFree: boolean; what: string };

type World = { taken: Map<string, Taken>; violations: string[] };

type Noted = { account: Account; config: Config; week: number; taken: World['taken'] };

/** `aws` makes an AWS that shows what a wrong build would do. */
type Options = { tally: Tally; aws: (account: Account) => Aws };

/** Answers the calls of a sweep. */
export type Aws = NonNullable<Account['intercept']>;

/**
 * Sweeps the account twice from the same start, once alone and once with a forger. Returns what the forger achieved beyond a
 * delay, in a sentence each.
 */
export async function forgedKeys(
  forgery: Forgery,
  forger: MakeForger,
  { tally = new Map(), aws = () => (_, serve) => serve() }: Partial<Options> = {},
): Promise<string[]> {
  const plain = forgery.faults.length > 0 ? undefined : await playWorld(forgery, nobody, { tally: new Map(), aws });
  const forged = await playWorld(forgery, forger, { tally, aws });
  return [...forged.violations, ...(plain ? takenEarlier(forged, plain, forgery) : [])];
}

/**
 * The keys of the start that are gone earlier than without the forger. Keys that sweeps make have other ids in each world. Left
 * out are users who wait for a person because of a secret under their name: the forger may remove that.
 */
function takenEarlier({ taken }: World, plain: World, { users, secrets }: Forgery): string[] {
  const waiting = (secrets as { Name: string; Tags?: object }[]).filter(({ Tags }) => Tags).map(({ Name }) => Name);
  const ids = (users as { UserName: string; AccessKeys: { AccessKeyId: string }[] }[])
    .filter(({ UserName }) => !waiting.includes(`iam-access-keys/${UserName}`))
    .flatMap((user) => user.AccessKeys.map((key) => key.AccessKeyId));
  return ids.flatMap((id) => {
    const [one, other] = [taken.get(id), plain.taken.get(id)];
    if (!one || one.isFree || (other && other.week <= one.week)) return [];
    return [`G1 ${one.what} in week ${one.week}, without the forger ${other ? `in week ${other.week}` : 'never'}`];
  });
}

async function playWorld(forgery: Forgery, by: MakeForger, { tally, aws }: Options): Promise<World> {
  const { config, weeks, faults } = forgery;
  const file = { now: start.toISOString(), users: forgery.users, secrets: forgery.secrets, settings: forgery.settings };
  const account = accountOf(parseAccount(file, 'the forgery', start));
  const forger = by(account, (name) => add(tally, name));
  const judge = judgeOf(account, config);
  const misled = misdirections(account, judge.makers);
  const taken = new Map<string, Taken>();
  const fault = faultsFor(account, faults);
  const answer = aws(account);
  for (let week = 1; week <= weeks; week++) {
    account.clock.set(max([addDays(start, (week - 1) * config.everyDays), account.clock.now()]));
    forger.before(week);
    const from = account.history.length;
    judge.begin(1);
    account.intercept = judge.around((call, serve) => {
      forger.atCall(call);
      const serveOnce = () => {
        const before = keyOf(call, account);
        const served = serve();
        noteTaken(before, call, { account, config, week, taken });
        return served;
      };
      return fault(call, () => answer(call, serveOnce));
    });
    const ending = await sweepNow(account, config, { id: `sweep-${week}` });
    judge.end([ending]);
    judge.violations.push(...misled(from));
    addEnding(tally, ending);
    forger.after(week);
    // A week after a crash, Lambda's next sweep; the continuation is left out.
    for (const id of [...account.schedules.keys()]) if (id.includes('/continue-')) account.schedules.delete(id);
  }
  add(tally, 'excepted', judge.makers.excepted());
  add(tally, 'keys taken', taken.size);
  return { taken, violations: judge.violations.filter((text) => /^G[1-35] /.test(text)) };
}

/** Returns a hook that lets the faults happen, without the account's own. */
function faultsFor(account: Account, faults: Forgery['faults']): NonNullable<Account['intercept']> {
  const holder = { ...account };
  injectFaults(holder, faults);
  return holder.intercept ?? ((_, serve) => serve());
}

function keyOf({ AccessKeyId, UserName = '' }: Call, { users }: Account): Key | undefined {
  const key = users.get(UserName)?.keys.find((one) => one.AccessKeyId === AccessKeyId);
  return key && { ...key };
}

/** Remembers an Active key that a call deactivated or deleted; `before` is the key until then. */
function noteTaken(before: Key | undefined, { operation }: Call, { account, config, week, taken }: Noted) {
  const isTaken = operation === 'iam:DeleteAccessKey' || operation === 'iam:UpdateAccessKey';
  if (!isTaken || before?.Status !== 'Active' || taken.has(before.AccessKeyId)) return;
  const others = account.minted.get(before.AccessKeyId)?.user.keys.filter(({ AccessKeyId }) => AccessKeyId !== before.AccessKeyId) ?? [];
  const isReplaced = others.some(
    (one) => one.CreateDate > before.CreateDate && (isFetchable(account, one, 'AWSCURRENT') || isUsed(account, one)),
  );
  const lastUse = useOf(account, before) ?? before.CreateDate;
  const isIdle =
    wholeDays(account.clock.now(), lastUse) > 35 &&
    others.some((one) => one.Status === 'Active' && (useOf(account, one) ?? lastUse) > lastUse);
  taken.set(before.AccessKeyId, {
    week,
    isFree: isUnused(before, [before, ...others], config.unused, account) || isIdle || (isReplaced && !isUsed(account, before)),
    what: `${before.AccessKeyId} was taken (${operation})`,
  });
}
