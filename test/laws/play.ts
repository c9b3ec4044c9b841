import { isDeepStrictEqual } from 'node:util';
import { addMinutes } from 'date-fns/addMinutes';
import { subDays } from 'date-fns/subDays';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import type { Account, Call } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { keyIdIn } from '../../sandbox/account/ids.ts';
import type { Fault } from '../../sandbox/faults/fault-schema.ts';
import { injectFaults } from '../../sandbox/faults/inject-faults.ts';
import { lossesSince, memoryOf } from './losses.ts';
import type { Situation } from './situations.ts';
import { type State, stateOf } from './state-of.ts';
import { type Ending, makeSweeper, reportIn } from './sweeper.ts';

/** What came of a situation. */
export type Played = {
  account: Account;
  /** The rules that the first sweep saw, in order of their names; none if it crashed. */
  rules: string[];
  /** The calls of the first sweep, in their order; without a user, they are about the whole account. */
  calls: Pick<Call, 'operation' | 'UserName'>[];
  /** What the sweeps lost, after either. */
  losses: string[];
  /** After the first sweep, and after both. */
  early: State;
  state: State;
};

export const sweepNow = makeSweeper();

/** The configuration of a situation. */
export function configOf({ config }: Situation): Config {
  const enforce = { mode: 'enforce', deploy: { alarmEmail: 'none' } };
  return parseConfig(merge(merge(defaults(), enforce), config), 'the situation');
}

/**
 * Sweeps the situation with the fault, if there is one, and again without it 70 minutes later. The second sweep is
 * left out when the first one made it all as it is in `whole`, which had no fault.
 */
export async function play(
  { file }: Situation,
  config: Config,
  { fault, whole }: { fault?: Fault; whole?: Played } = {},
): Promise<Played> {
  const account = storedLongAgo(accountOf(parseAccount(file, 'the situation', new Date(0))));
  const start = account.clock.now();
  const memory = memoryOf(account);
  injectFaults(account, fault ? [fault] : []).begin(1);
  const first = await sweepNow(account, config, { id: 'sweep-1' });
  const calls = [...account.history];
  delete account.intercept;
  const early = stateOf(account);
  const isHealed = !(first instanceof Error) && isDeepStrictEqual(early, whole?.early);
  account.clock.set(addMinutes(start, 70));
  if (!isHealed) await sweepNow(account, config, { id: 'sweep-2' });
  return {
    ...{ account, calls, early, rules: rulesOf(first) },
    losses: lossesSince(memory, account),
    state: isHealed && whole ? whole.state : stateOf(account),
  };
}

/** A file's versions are as new as the file; here each is as old as its key, or as one that is gone. */
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
