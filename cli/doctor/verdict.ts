import { addDays } from 'date-fns/addDays';
import type { Config } from '../../config/schema.ts';
import { unmatchedSettings } from '../../lib/decide/unmatched.ts';
import { dayOf } from '../../lib/model/age.ts';
import { freezeAt, freezeText } from '../../lib/model/freeze.ts';
import type { User } from '../../lib/model/user.ts';
import { plural } from '../../lib/notify/format.ts';
import type { Watchdog, Weekly } from '../schedule/status.ts';
import { minuteOf, watchdogSentence, weeklySentence } from '../schedule/status-text.ts';

/** The result of one check: a sentence, which tells what to do if it is not ok. */
export type Verdict = { isOk: boolean; says: string };

/** Ok if the account is the one that the settings name, or if they name none. */
export function accountVerdict(here: string, accountId: string | null): Verdict {
  if (accountId === null)
    return ok(`${here}. The settings name none, so "sweep", "pause" and "resume" do nothing from here.`);
  if (accountId === here) return ok(`${here}, which the settings name.`);
  return bad(`The settings are for ${accountId}, these credentials are for ${here}: use another --profile.`);
}

/** Ok if the function has the role whose name the guards except. */
export function roleVerdict(functionName: string, role: string, expected: string): Verdict {
  if (role === expected) return ok(`${functionName}, with the role ${role}.`);
  return bad(
    `${functionName} has the role ${role}. Deploy again: the guards of docs/operate.md let only ${expected} write.`,
  );
}

/** Returns, with a blank before each sentence, that there is a freeze, and which freezes are over; empty if there is none. */
export function freezeSentences(config: Pick<Config, 'freezes'>, now: Date): string {
  const freeze = freezeAt(now, config);
  const over = config.freezes.filter(({ to }) => to < dayOf(now)).map(({ from, to }) => `${from} to ${to}`);
  return [
    ...(freeze ? [` There is a ${freezeText(freeze)}: sweeps change no key and no secret.`] : []),
    ...(over.length > 0 ? [` Over, and can be removed from freezes: ${over.join(', ')}.`] : []),
  ].join('');
}

/** Ok if every path and name of `include` and `exempt` matches a user of the account. */
export function settingsVerdict(users: readonly User[], config: Config, now: Date): Verdict {
  const unmatched = unmatchedSettings(users, config, now);
  if (unmatched.length > 0) return bad(`${unmatched.join('; ')}. Correct or remove that in the settings.`);
  if (users.length === 0) return ok('The account has no users.');
  const tag = config.include.tag === null ? '' : ' include.tag was not looked at; plan does that.';
  return ok(`${plural(users.length, 'user')}; every path and name of include and exempt matches one.${tag}`);
}

/** Ok if the weekly schedule is enabled, or paused until a day to come. */
export function weeklyVerdict(weekly: Weekly, stage: string): Verdict {
  const isOk = weekly.state === 'enabled' || weekly.pause?.isOver === false;
  return { isOk, says: weeklySentence(weekly, stage) };
}

/** Ok if missing sweeps are reported. */
export function watchdogVerdict(watchdog: Watchdog | null, stage: string): Verdict {
  return { isOk: watchdog?.state === 'enabled', says: watchdogSentence(watchdog, stage) };
}

/** Ok if the last completed sweep of all users began at most `everyDays` and one day ago. */
export function lastSweepVerdict(watchdog: Watchdog | null, { everyDays }: Config, now: Date): Verdict {
  const byHand = 'docs/operate.md, "Sweep by hand", says how to start one.';
  if (!watchdog) return bad('Not known: the schedule no-sweep, which keeps it, is gone.');
  const last = watchdog.lastSweep;
  if (!last) return bad(`No sweep of everybody was completed since the watch was deployed. ${byHand}`);
  const when = `The last that was completed began on ${minuteOf(last)}`;
  if (addDays(last, everyDays + 1) >= now) return ok(`${when}.`);
  return bad(`${when}, more than ${everyDays + 1} days ago. Look at the function's log; ${byHand}`);
}

type Evaluation = {
  EvalActionName?: string | undefined;
  EvalResourceName?: string | undefined;
  EvalDecision?: string | undefined;
  OrganizationsDecisionDetail?: { AllowedByOrganizations?: boolean | undefined } | undefined;
  PermissionsBoundaryDecisionDetail?: { AllowedByPermissionsBoundary?: boolean | undefined } | undefined;
};

/** Ok if IAM allows the role everything that was asked; else the sentence names what denies each action. */
export function permissionsVerdict(role: string, evaluations: readonly Evaluation[]): Verdict {
  const refused = evaluations.filter(({ EvalDecision }) => EvalDecision !== 'allowed');
  if (refused.length === 0) return ok(`${role} may do all that a sweep does.`);
  const what = refused.map((one) => `${one.EvalActionName} on ${one.EvalResourceName} (${whyNot(one)})`);
  return bad(`${role} may not ${what.join('; ')}. Deploy again, or have it allowed there.`);
}

function whyNot(one: Evaluation): string {
  if (one.OrganizationsDecisionDetail?.AllowedByOrganizations === false)
    return 'a policy of the organization does not allow it';
  if (one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false)
    return 'its permissions boundary does not allow it';
  return one.EvalDecision === 'explicitDeny' ? 'a policy denies it' : 'no policy allows it';
}

/** Returns a verdict that asks for nothing. */
export function ok(says: string): Verdict {
  return { isOk: true, says };
}

/** Returns a verdict whose sentence tells what to do. */
export function bad(says: string): Verdict {
  return { isOk: false, says };
}
