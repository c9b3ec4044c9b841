import { isDeepStrictEqual } from 'node:util';
import { addMinutes } from 'date-fns/addMinutes';
import { subDays } from 'date-fns/subDays';
import { merge } from '../../../config/merge.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { defaults } from '../../../config/read-stage.ts';
import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { keyIdIn } from '../../../sandbox/account/ids.ts';
import type { Fault } from '../../../sandbox/faults/fault-schema.ts';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import { lockouts, lookBefore } from '../judges/lockouts.ts';
import { lostKeys } from '../judges/lost-keys.ts';
import { type Ending, makeSweeper, reportIn } from '../sweeper/sweeper.ts';
import { type EndState, endStateOf } from './end-state.ts';
import type { Situation } from './situations.ts';

/** What sweeps made of a situation. */
export type Outcome = {
  account: Account;
  /** The rules that the first sweep applied, in order of their names; empty if it crashed. */
  rules: string[];
  /** The calls of the first sweep in their order. Those without a user are about the whole account. */
  calls: Pick<Call, 'operation' | 'UserName'>[];
  /** What is lost in the end, in a sentence each. */
  losses: string[];
  /** After the first sweep, and in the end. */
  early: EndState;
  state: EndState;
};

export const sweepNow = makeSweeper();

/** Returns the configuration of a situation. */
export function configOf({ config }: Situation): Config {
  const enforce = { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } };
  return parseConfig(merge(merge(defaults(), enforce), config), 'the situation');
}

/** When the later sweeps start, in minutes: two continuations, and a sweep that may delete an orphan, which waits for a day. */
const later = [70, 140, 27 * 60];

/**
 * Sweeps the situation with the fault, if there is one, and then without it. Leaves out the later sweeps if the first one ended
 * as in `whole`, the outcome without a fault.
 */
export async function sweepAgain(
  { file, prepare }: Situation,
  config: Config,
  { fault, whole }: { fault?: Fault; whole?: Outcome } = {},
): Promise<Outcome> {
  const account = storedLongAgo(accountOf(parseAccount(file, 'the situation', new Date(0))));
  prepare?.(account);
  const start = account.clock.now();
  const known = new Set(account.minted.keys());
  const before = lookBefore(account);
  injectFaults(account, fault ? [fault] : []).begin(1);
  const first = await sweepNow(account, config, { id: 'sweep-1' });
  const calls = [...account.history];
  delete account.intercept;
  const early = endStateOf(account);
  const isHealed = !(first instanceof Error) && isDeepStrictEqual(early, whole?.early);
  for (const [n, minutes] of (isHealed ? [] : later).entries()) {
    account.clock.set(addMinutes(start, minutes));
    await sweepNow(account, config, { id: `sweep-${n + 2}` });
  }
  const lost = lostKeys(account, (id) => !known.has(id));
  return {
    ...{ account, calls, early, rules: rulesOf(first) },
    losses: [...lost.map(({ key, user }) => `G3 ${key.AccessKeyId} of ${user.UserName} is nowhere stored`), ...lockouts(before, account)],
    state: isHealed && whole ? whole.state : endStateOf(account),
  };
}

/**
 * The versions of an account file are as new as the file. Makes each as old as its key, or 150 days if the key is
 * gone.
 */
function storedLongAgo(account: Account): Account {
  for (const { versions } of account.secrets.values()) {
    for (const version of versions.values()) {
      const key = account.minted.get(keyIdIn(version.SecretString))?.key;
      version.CreatedDate = key?.CreateDate ?? subDays(account.clock.now(), 150);
    }
  }
  return account;
}

function rulesOf(ending: Ending): string[] {
  const userResults = reportIn(ending)?.userResults ?? [];
  return userResults.flatMap(({ results }) => results.map(({ decision }) => decision.rule)).toSorted();
}
