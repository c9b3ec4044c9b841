import { addDays } from 'date-fns/addDays';
import { secretNameOf } from '../../../../../lib/model/secret-state.ts';
import type { Account } from '../../../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../../../sandbox/account/account-file.ts';
import type { User } from '../../../../../sandbox/account/user.ts';
import { useKeys } from '../../../../../sandbox/run/applications.ts';
import { sweepFunction } from '../../../../../sandbox/run/sweep-function.ts';
import { noticeOf } from '../../../../../sandbox/run/sweep-record.ts';
import { serve } from '../../../../../sandbox/serve/server.ts';
import { configOf, sweepNow } from '../../../../laws/crash/sweep-again.ts';
import { reportIn } from '../../../../laws/sweeper/sweeper.ts';
import { openShell, type Shell } from '../shell.ts';
import type { Swept } from './situations.ts';

/** An account after a sweep, and a shell of somebody who may do anything there. */
export type World = {
  account: Account;
  /** The name of the user that the situation is about. */
  UserName: string;
  user(): User;
  /** What the sweep published, but for the notices about other users. */
  notices: string[];
  shell: Shell;
  /** Resolves once every run of the function that somebody asked for has ended, to what each returned. */
  runs(): Promise<unknown[]>;
  /** Sweeps so many days after the first sweep. Resolves to the rules that apply to the user's keys. */
  sweepAfter(days: number): Promise<string[]>;
  close(): Promise<void>;
};

/** Sweeps the situation, in which the first user has this name, and serves the account as it is then. */
export async function openWorld(situation: Swept, UserName: string): Promise<World> {
  const { file, event } = JSON.parse(renamed(situation, UserName));
  const account = accountOf(parseAccount(file, situation.name, new Date(0)));
  situation.prepare?.(account);
  const config = configOf(situation);
  const start = account.clock.now();
  const run = sweepFunction(account, config);
  useKeys(account, start);
  await run(event ?? {});
  delete account.intercept;
  const asked: Promise<unknown>[] = [];
  account.runFunction = async (one) => {
    const running = run(one);
    asked.push(running.then(({ payload }) => payload));
    return running;
  };
  const { url, close } = await serve(account);
  const shell = openShell(url);
  return {
    ...{ account, UserName, shell },
    user: () => account.users.get(UserName) as User,
    notices: account.published.map((one) => noticeOf(one).message).filter((text) => !text.startsWith('IAM user another-')),
    runs: () => Promise.all(asked),
    sweepAfter: async (days) => {
      account.clock.set(addDays(start, days));
      const { userResults = [] } = reportIn(await sweepNow(account, config, { id: `sweep-${days}` })) ?? {};
      const own = userResults.filter(({ plan }) => plan.UserName === UserName);
      return own.flatMap(({ results }) => results.map(({ decision }) => decision.rule));
    },
    close: async () => {
      shell.remove();
      await close();
    },
  };
}

/** Gives the first user, and the secret that has its name, another name. */
function renamed({ file, event }: Swept, to: string): string {
  const [first, ...others] = file.users as { UserName: string }[];
  const from = first?.UserName ?? '';
  const users = [{ ...first, UserName: to }, ...others];
  const text = JSON.stringify({ file: { ...file, users }, ...(event && { event: { ...event, users: [to] } }) });
  return text.replaceAll(secretNameOf('iam-access-keys/', from), secretNameOf('iam-access-keys/', to));
}
