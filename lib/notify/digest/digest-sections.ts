import type { Sweep } from '../../aws/deps.ts';
import { exemption } from '../../decide/exempt.ts';
import type { Action, Outcome } from '../../model/types.ts';
import { userConfig } from '../../model/user-config.ts';
import type { SweepReport } from '../../report/report.ts';
import { invoke } from '../how-to.ts';
import { placeOf } from '../place.ts';
import { plural } from '../plural.ts';
import { endingSection } from './ending-section.ts';
import { forcedSections } from './forced-sections.ts';
import { needsPersonSections } from './needs-person.ts';
import { lineOf, type Section, type Seen } from './section.ts';

const acts: readonly [Action, done: string][] = [
  ['create', 'created'],
  ['deactivate', 'deactivated'],
  ['delete', 'deleted'],
  ['finish', 'finished what an interrupted sweep had begun'],
  ['mark', 'marked as Inactive from now on'],
];

/** What the digest says below its counts: first what needs a person, then what was done; nothing empty. */
export function digestSections(report: SweepReport, sweep: Sweep): Section[] {
  const { carried, continued, failures, forcedAgain, missing, rootKeys, unreached } = report;
  const { limits } = sweep.config;
  const seen = carried.flatMap(({ plan, results }) => results.map((result): Seen => ({ plan, result })));
  const linesOf = (outcome: Outcome, action?: Action) =>
    seen
      .filter(({ result }) => result.outcome === outcome && (!action || result.decision.action === action))
      .map(lineOf);
  const again = `To sweep some now: ${invoke(placeOf(sweep), { users: ['<user>'] })}`;
  const sections: Section[] = [
    {
      title: 'Failed',
      advice: again,
      lines: failures.map(({ UserName, error }) => `${UserName ? `${UserName}: ` : ''}${error.message}`),
    },
    { title: 'Named for this sweep, but no such user', lines: [...missing] },
    { title: 'Root', lines: rootWarning(rootKeys) },
    {
      title: `Held: more than ${limits.surprising} at once is a surprise; raise limits.surprising if it is meant`,
      advice: `Nothing was done to these. The setting is in config/${sweep.deps.environment}.yml; deploy it, and the next sweep goes on.`,
      lines: linesOf('held'),
    },
    ...forcedSections(report, sweep),
    ...needsPersonSections(carried, sweep),
    endingSection(carried, sweep),
    { title: 'Exempt, yet old', lines: exemptLines(seen, sweep) },
    ...acts.map(([action, done]) => ({ title: `Done: ${done}`, lines: linesOf('done', action) })),
    ...acts.map(([action, done]) => ({
      title: `Would be done under mode enforce: ${done}`,
      lines: linesOf('rehearsed', action),
    })),
    {
      title: 'Deferred to a later sweep',
      advice: `Nothing to do: later sweeps take them, the most overdue first. ${again}`,
      lines: seen.filter((one) => one.result.outcome === 'deferred' && !isOwed(one)).map(lineOf),
    },
    unreachedSection(unreached, sweep.deps.stop?.aborted === true),
    {
      title: 'A continuation looks again in about 70 minutes at',
      lines: continued.filter((user) => !forcedAgain.includes(user)),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** Whether it stands among the forced already: no later sweep takes it by itself. */
function isOwed({ plan, result: { decision } }: Seen): boolean {
  return plan.forced && (decision.rule === 'create' || decision.rule === 'in-flight');
}

/** What a person stopped, no continuation takes up. */
function unreachedSection(users: readonly string[], isStopped: boolean): Section {
  if (!isStopped) return { title: 'Not reached in time', lines: [...users] };
  return {
    title: 'Not reached, because a person stopped the sweep',
    advice:
      'No continuation takes them up: sweep again, or wait for the next sweep of the schedule, which forces nothing.',
    lines: [...users],
  };
}

/** Not those whom nobody wants swept at all, nor those of whom that is in doubt: they need a person. */
function exemptLines(seen: readonly Seen[], { config, now }: Sweep): string[] {
  return seen.flatMap(({ plan, result: { decision } }) => {
    const { key, age, rule, reason } = decision;
    const isOld = rule === 'exempt' && age >= userConfig(plan, config).thresholds.create.from;
    if (!isOld || exemption(plan, config, now)?.kind !== 'wanted') return [];
    return [`${key.UserName}, ${key.AccessKeyId}: ${plural(age, 'day')} old, ${reason}`];
  });
}

function rootWarning(rootKeys: number | undefined): string[] {
  if (!rootKeys) return [];
  return [
    'The root user has an access key. Nobody can limit or rotate it; delete it: see "root user" in the IAM User Guide.',
  ];
}
