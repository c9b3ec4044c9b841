import { addDays } from 'date-fns/addDays';
import type { Config } from '../../config/schema.ts';
import type { Account, Call } from '../../sandbox/account/account.ts';
import { schedules } from '../../sandbox/account/stack.ts';
import { Crash } from '../../sandbox/faults/inject-faults.ts';
import type { Ending } from './sweeper.ts';

/** How far an account was at some moment. */
export type Moment = { at: Date; calls: number; notices: number; wakes: number };

export function momentOf(account: Account): Moment {
  const { clock, history, published } = account;
  return { at: clock.now(), calls: history.length, notices: published.length, wakes: wakesAt(account) };
}

/**
 * G10: a whole sweep without an error puts the watchdog off to a day after the next is due, and none does before
 * its digest is out; whoever AWS refused to serve is named to a person.
 */
export function unnoticed(
  account: Account,
  config: Config,
  sweep: { since: Moment; endings: readonly Ending[]; isWhole: boolean },
): string[] {
  const { since, endings, isWhole } = sweep;
  const found: string[] = [];
  const wakes = wakesAt(account);
  const said = account.published
    .slice(since.notices)
    .filter(({ attributes }) => attributes.event === 'digest');
  if (isWhole && endings.some((ending) => !(ending instanceof Error))) {
    const due = addDays(since.at, config.everyDays + 1).getTime() / 1000;
    if (wakes < Math.trunc(due)) found.push('G10 a sweep was completed, and the watchdog barks at it');
  }
  if (wakes !== since.wakes && !(isWhole && said.length > 0))
    found.push('G10 the watchdog was put off by nothing');
  if (endings.some((ending) => ending instanceof Crash)) return found;
  const refused = refusals(account.history.slice(since.calls));
  // What was to be told of it may have been refused itself.
  if (refused.some(({ operation }) => operation === 'sns:Publish')) return found;
  const untold = refused.filter(
    ({ UserName }) =>
      UserName &&
      account.users.has(UserName) &&
      !said.some(({ Message }) => new RegExp(`\\b${UserName}\\b`).test(Message)),
  );
  return [
    ...found,
    ...untold.map(({ operation, UserName }) => `G10 nobody is told of ${operation} for ${UserName}`),
  ];
}

/** When the watchdog barks next, as Scheduler's wire has it: in seconds. */
function wakesAt(account: Account): number {
  const watchdog = account.schedules.get(`${schedules.group}/${schedules.watchdog}`);
  return (watchdog as { StartDate?: number } | undefined)?.StartDate ?? 0;
}

/** What AWS refused to do, save what a sweep rightly goes on from. */
export function refusals(calls: readonly Call[]): Call[] {
  return calls.filter(
    (call, n) =>
      call.code === 'AccessDenied' &&
      !isProof(call) &&
      !wasDone(call, calls.slice(0, n)) &&
      !isMoot(call, calls),
  );
}

/** It is tried again for half a minute, whatever comes. */
function isProof({ operation }: Call): boolean {
  return operation.startsWith('sts:');
}

/** AWS had done it before its answer was lost, and the act looked and saw that. */
function wasDone({ operation, VersionId }: Call, before: readonly Call[]): boolean {
  return before.some(
    (call) => VersionId && call.executed && call.operation === operation && call.VersionId === VersionId,
  );
}

/** The user is gone by now, or somebody stored another value, so that the new one had to give way in any case. */
function isMoot({ operation, UserName }: Call, calls: readonly Call[]): boolean {
  const by = (deed: RegExp) => calls.some((call) => deed.test(call.operation) && call.UserName === UserName);
  const isPromotion = operation === 'secretsmanager:UpdateSecretVersionStage';
  return by(/^person:delete-user$/) || (isPromotion && by(/^person:.*secret/));
}
