import { freezeText } from '../../model/freeze.ts';
import { oldestActive } from '../../report/counts.ts';
import type { SweepReport } from '../../report/report.ts';
import { plural } from '../format.ts';
import { attributesOf, type Notice, type NoticeContext, sizeInBytes, subjectOf } from '../notice.ts';
import { digestSections, unmatchedTitle } from './digest-sections.ts';
import { needsPerson } from './needs-person.ts';
import type { Section } from './section.ts';

/** SNS counts all bodies and attributes together (SNS quotas). */
const snsLimitInBytes = 262_144;

/** The whole digest, before it is split. */
type Whole = {
  sections: readonly Section[];
  report: SweepReport;
  context: NoticeContext;
  limitInBytes: number;
};

/** Returns the digest of a sweep, in as many parts as SNS's size limit needs. */
export function digestsOf(
  report: SweepReport,
  context: NoticeContext,
  limitInBytes = snsLimitInBytes,
): Notice[] {
  const sections = digestSections(report, context);
  const whole = { sections, report, context, limitInBytes };
  const parts = split(sections, whole);
  return parts.map((part, i) => digest(part, whole, { part: i + 1, of: parts.length }));
}

/** Halves the lines until each part fits. */
function split(sections: readonly Section[], whole: Whole): (readonly Section[])[] {
  const lines = sections.flatMap(({ lines, ...head }) => lines.map((line) => ({ head, line })));
  const size = sizeInBytes(digest(sections, whole, { part: 99, of: 99 }));
  if (size <= whole.limitInBytes || lines.length < 2) return [sections];
  const middle = Math.ceil(lines.length / 2);
  return [lines.slice(0, middle), lines.slice(middle)].flatMap((half) => split(regroup(half), whole));
}

function regroup(lines: readonly { head: Omit<Section, 'lines'>; line: string }[]): Section[] {
  return [...Map.groupBy(lines, ({ head }) => head)].map(([head, group]) => ({
    ...head,
    lines: group.map(({ line }) => line),
  }));
}

function digest(
  sections: readonly Section[],
  { report, context: { accountId, config, environment }, sections: all }: Whole,
  { part, of }: { part: number; of: number },
): Notice {
  const { counts, failures, freeze, isNamed, isUnheard, now } = report;
  const severity = failures.length > 0 ? 'urgent' : needsAttention(report) ? 'warning' : 'info';
  const about = { event: 'digest', environment, accountId, severity };
  const undone = isUnheard
    ? "nothing was done, because nobody receives owners' notices: "
    : freeze
      ? `${freezeText(freeze)}: `
      : '';
  const summary = undone + summaryOf(counts, config.mode);
  const mode = isUnheard || freeze ? 'enforce' : config.mode;
  const head = [
    `Sweep of ${now.toISOString()}, AWS account ${accountId} (${environment}), mode ${mode}${isNamed ? ', named users only' : ''}: ` +
      `${plural(counts.users, 'user')}, ${plural(counts.keys, 'access key')}.`,
    all.length === 0 ? 'Nothing was due, and nothing needs a person.' : `${needed(all)}${summary}.`,
    ...(freeze ? [frozenLine(environment)] : []),
    // In a sweep of named users, readers would take it for the oldest key of the account.
    ...(isNamed ? [] : [oldestLine(report)]),
    ...(of > 1 ? [`Part ${part} of ${of}. In all parts: ${contents(all)}.`] : []),
  ];
  return {
    subject: subjectOf(`[${environment}] access keys${of > 1 ? ` (part ${part} of ${of})` : ''}: ${summary}`),
    text: [head.join('\n'), ...sections.map(textOf)].join('\n\n'),
    data: {
      ...about,
      now: now.toISOString(),
      mode,
      isUnheard,
      freeze: freeze ?? null,
      part,
      of,
      counts,
      sections,
    },
    attributes: attributesOf(about),
  };
}

/** True if a person should look although nothing failed. */
function needsAttention({ counts, forcedAgain, missing, missedRotations }: SweepReport): boolean {
  return counts.held > 0 || missing.length > 0 || missedRotations.length > forcedAgain.length;
}

function frozenLine(environment: string): string {
  return (
    'In a freeze no key and no secret is changed, and no grace period begins; owners are reminded of what they were told. ' +
    `To end it before, remove it from freezes in config/${environment}.yml, and deploy.`
  );
}

function textOf({ title, advice, lines }: Section): string {
  const head = `${title} (${lines.length.toLocaleString('en')})`;
  return [head, ...(advice ? [advice] : []), ...lines.map((line) => `- ${line}`)].join('\n');
}

/** Counts a user once, in how many sections it may be, and each setting. */
function needed(sections: readonly Section[]): string {
  const named = sections
    .filter(({ title }) => title.startsWith(needsPerson))
    .flatMap(({ title, lines }) => (title === unmatchedTitle ? lines : lines.map(userOf)));
  return `${plural(new Set(named).size, 'needs', 'need')} a person; `;
}

/** A line starts with its user's name, which has no blank. */
function userOf(line: string): string {
  return line.replace(/[,:] .*/s, '');
}

function contents(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => `${title}: ${lines.length.toLocaleString('en')}`).join('; ');
}

function oldestLine({ userResults }: SweepReport): string {
  const oldest = oldestActive(userResults)?.decision;
  if (!oldest) return 'No user that is not exempt has an Active key.';
  const { key, age } = oldest;
  return `The oldest Active key that is not exempt is ${key.AccessKeyId} of ${key.UserName}, ${plural(age, 'day')} old.`;
}

function summaryOf({ actions, deferred, failures, held }: SweepReport['counts'], mode: string): string {
  const did = (['create', 'deactivate', 'delete'] as const).map((action) =>
    mode === 'enforce' ? `${actions[action].done} ${action}d` : `${actions[action].rehearsed} to ${action}`,
  );
  return `${did.join(', ')}, ${deferred} deferred, ${held} held, ${failures} failed`;
}
