import { backlogOf } from '../../decide/backlog.ts';
import { unmatchedSettings, withEvidence } from '../../decide/unmatched.ts';
import type { Action, Outcome } from '../../model/plan.ts';
import type { SweepReport } from '../../report/report.ts';
import { plural } from '../format.ts';
import type { NoticeContext } from '../notice.ts';
import { invoke, placeOf } from '../sweep-command.ts';
import { backlogText } from './backlog-text.ts';
import { endingSection } from './ending-section.ts';
import { forcedSections } from './forced-sections.ts';
import { needsPerson, needsPersonSections } from './needs-person.ts';
import { type KeyResult, lineOf, type Section } from './section.ts';
import { slotSection } from './slot-section.ts';

/** The title of the section whose lines are about settings. */
export const unmatchedTitle = `${needsPerson}: settings that match no user`;

const acts: readonly [Action, done: string][] = [
  ['create', 'created'],
  ['deactivate', 'deactivated'],
  ['delete', 'deleted'],
  ['finish', 'finished what an interrupted sweep had begun'],
  ['mark', 'marked as Inactive from now on'],
];

/** Returns the sections of the digest: first what needs a person, then what was done. Without empty sections. */
export function digestSections(report: SweepReport, context: NoticeContext): Section[] {
  const { userResults, continued, failures, forcedAgain, freeze, isUnheard, missing, rootKeys, unreached } =
    report;
  const { limits } = context.config;
  const keyResults = userResults.flatMap(({ plan, results }) =>
    results.map((result): KeyResult => ({ plan, result })),
  );
  const linesOf = (outcome: Outcome, action?: Action) =>
    keyResults
      .filter(({ result }) => result.outcome === outcome && (!action || result.decision.action === action))
      .map(lineOf);
  const would = isUnheard
    ? "Would be done if somebody received owners' notices"
    : freeze
      ? 'Would be done without the freeze'
      : 'Would be done under mode enforce';
  // For an hour, what a creation that broke off may have made is left alone.
  const again = `To sweep some again, an hour or more after this sweep: ${invoke(placeOf(context), { users: ['<user>'] })}`;
  const sections: Section[] = [
    {
      title: 'Failed',
      advice: again,
      lines: failures.map(({ UserName, error }) => `${UserName ? `${UserName}: ` : ''}${error.message}`),
    },
    { title: 'Named for this sweep, but no such user', lines: [...missing] },
    { title: 'Root', lines: rootWarning(rootKeys) },
    {
      title:
        `Held: more orphans than ${limits.surprising} at once, or than ${limits.backlogPercent} % of the keys, are a surprise; ` +
        'raise limits.surprising or limits.backlogPercent if it is meant',
      advice: `Nothing was done to these. The settings are in config/${context.environment}.yml; deploy it, and the next sweep goes on.`,
      lines: linesOf('held'),
    },
    ...forcedSections(report, context),
    ...needsPersonSections(userResults, context),
    unmatchedSection(report, context),
    endingSection(report, context),
    backlogSection(report, context),
    slotSection(report, context),
    { title: 'Exempt, yet old', lines: exemptLines(keyResults) },
    ...acts.map(([action, done]) => ({ title: `Done: ${done}`, lines: linesOf('done', action) })),
    ...acts.map(([action, done]) => ({
      title: `${would}: ${done}`,
      lines: linesOf('rehearsed', action),
    })),
    {
      title: 'Deferred to a later sweep',
      advice: `Nothing to do: later sweeps take them, the most overdue first. ${again}`,
      lines: keyResults.filter((one) => one.result.outcome === 'deferred' && !isForced(one)).map(lineOf),
    },
    unreachedSection(unreached, context.isStopped),
    {
      title: 'A continuation looks again in about 70 minutes at',
      lines: continued.filter((user) => !forcedAgain.includes(user)),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** True if the sections about forced keys name it: no scheduled sweep replaces it. */
function isForced({ plan, result: { decision } }: KeyResult): boolean {
  return plan.forced && (decision.rule === 'create' || decision.rule === 'in-flight');
}

function unmatchedSection(
  { listed, userResults }: SweepReport,
  { config, environment, now }: NoticeContext,
): Section {
  const read = userResults.map(({ plan }) => plan);
  return {
    title: unmatchedTitle,
    advice: `Correct or remove them in config/${environment}.yml, and deploy.`,
    lines: unmatchedSettings(withEvidence(listed, read), config, now),
  };
}

/** A sweep of named users does not see the backlog. */
function backlogSection({ isNamed, userResults }: SweepReport, { config, now }: NoticeContext): Section {
  const plans = userResults.map(({ plan }) => plan);
  const backlog = isNamed ? undefined : backlogOf(plans, config, now);
  return {
    title: 'Old keys are replaced little by little',
    advice:
      'Nothing to do. Users listed above who need a person are not among them. How many a sweep replaces: limits.backlogPercent, ' +
      'or limits.minimum if that is more.',
    lines: backlog ? [backlogText(backlog)] : [],
  };
}

/** After a sweep that a person stopped there is no continuation. */
function unreachedSection(users: readonly string[], isStopped: boolean): Section {
  if (!isStopped) return { title: 'Not reached in time', lines: [...users] };
  return {
    title: 'Not reached, because a person stopped the sweep',
    advice:
      'No continuation takes them up: sweep again, or wait for the next sweep of the schedule, which forces nothing.',
    lines: [...users],
  };
}

/** Only users that a person exempted. Users outside of what is swept are of no interest; unclear tags have a section. */
function exemptLines(keyResults: readonly KeyResult[]): string[] {
  return keyResults.flatMap(({ plan: { config, exemption }, result: { decision } }) => {
    const { key, age, rule, reason } = decision;
    const isOld = rule === 'exempt' && age >= config.thresholds.create.from;
    if (!isOld || exemption?.kind !== 'wanted') return [];
    return [`${key.UserName}, ${key.AccessKeyId}: ${plural(age, 'day')} old, ${reason}`];
  });
}

function rootWarning(rootKeys: number | undefined): string[] {
  if (!rootKeys) return [];
  return [
    'The root user has an access key. Nobody can limit or rotate it; delete it: see "root user" in the IAM User Guide.',
  ];
}
