import { addDays } from 'date-fns/addDays';
import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { Crash } from '../../../sandbox/faults/inject-faults.ts';
import type { Ending } from '../sweeper/sweeper.ts';
import { refusedCalls } from './refused-calls.ts';

/**
 * How far an account was at some moment: its numbers of calls and notices, and when the watchdog raises its alarm.
 */
export type Moment = { at: Date; calls: number; notices: number; alarm: number };

export function momentOf(account: Account): Moment {
  const { clock, history, published } = account;
  return { at: clock.now(), calls: history.length, notices: published.length, alarm: alarmAt(account) };
}

/**
 * Returns what nobody would notice, in a sentence each (G10). A complete sweep without an error restarts the
 * watchdog, so that it raises its alarm a day after the next sweep is due; no other sweep does. The digest names each
 * user for whom AWS refused a call.
 */
export function unnoticed(
  account: Account,
  config: Config,
  { since, endings, isWhole }: { since: Moment; endings: readonly Ending[]; isWhole: boolean },
): string[] {
  const digests = account.published.slice(since.notices).filter(({ attributes }) => attributes.event === 'digest');
  const alarm = alarmAt(account);
  const due = Math.trunc(addDays(since.at, config.everyDays + 1).getTime() / 1000);
  const isComplete = isWhole && endings.some((ending) => !(ending instanceof Error));
  return [
    ...(isComplete && alarm < due ? ['G10 a complete sweep did not restart the watchdog'] : []),
    ...(alarm !== since.alarm && !(isWhole && digests.length > 0) ? ['G10 the watchdog was restarted without a digest of all users'] : []),
    ...(endings.some((ending) => ending instanceof Crash) ? [] : untold(account, since, digests)),
  ];
}

/** When the watchdog raises its alarm, in seconds as Scheduler has it; 0 if it never does. */
function alarmAt(account: Account): number {
  const watchdog = account.schedules.get(`${schedules.group}/${schedules.watchdog}`);
  return (watchdog as { StartDate?: number } | undefined)?.StartDate ?? 0;
}

/** The refused calls whose user no digest names. If a notice was refused itself, nobody can be told. */
function untold({ history, users }: Account, since: Moment, digests: readonly { Message: string }[]): string[] {
  const calls = history.slice(since.calls);
  const refused = refusedCalls(calls);
  if (refused.some(({ operation }) => operation === 'sns:Publish')) return [];
  // The digest has the name that the sweep was shown, before a person renamed the user.
  const renamed = new Set(calls.flatMap(({ operation, UserName }) => (operation === 'person:rename-user' ? UserName : [])));
  return refused
    .filter(
      ({ UserName }) =>
        UserName &&
        users.has(UserName) &&
        !renamed.has(UserName) &&
        !digests.some(({ Message }) => new RegExp(`\\b${UserName}\\b`).test(Message)),
    )
    .map(({ operation, UserName }) => `G10 no digest tells of the refused ${operation} for ${UserName}`);
}
