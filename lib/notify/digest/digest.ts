import type { Sweep } from '../../aws/deps.ts';
import { oldestActive } from '../../report/counts.ts';
import type { SweepReport } from '../../report/report.ts';
import { attributesOf, type Notice, sizeInBytes, subjectOf } from '../notice.ts';
import { plural } from '../plural.ts';
import { digestSections } from './digest-sections.ts';
import { needsPerson } from './needs-person.ts';
import type { Section } from './section.ts';

/** SNS counts all bodies and attributes together (SNS quotas). */
const snsLimitInBytes = 262_144;

/** The whole of a digest, and how it is cut. */
type Whole = { sections: readonly Section[]; report: SweepReport; sweep: Sweep; limitInBytes: number };

/** The digest of a sweep, in as many parts as SNS needs. */
export function digestsOf(report: SweepReport, sweep: Sweep, limitInBytes = snsLimitInBytes): Notice[] {
  const sections = digestSections(report, sweep);
  const whole = { sections, report, sweep, limitInBytes };
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
  { report, sweep: { accountId, config, deps }, sections: all }: Whole,
  { part, of }: { part: number; of: number },
): Notice {
  const { counts, failures, isNamed, now } = report;
  const { environment } = deps;
  const severity = failures.length > 0 ? 'urgent' : isAmiss(report) ? 'warning' : 'info';
  const about = { event: 'digest', environment, accountId, severity };
  const summary = summaryOf(counts, config.mode);
  const head = [
    `Sweep of ${now.toISOString()}, AWS account ${accountId} (${environment}), mode ${config.mode}${isNamed ? ', named users only' : ''}: ` +
      `${plural(counts.users, 'user')}, ${plural(counts.keys, 'access key')}.`,
    all.length === 0 ? 'Nothing was due, and nothing needs a person.' : `${needed(all)}${summary}.`,
    // Of some users it would pass for the oldest of all.
    ...(isNamed ? [] : [oldestLine(report)]),
    ...(of > 1 ? [`Part ${part} of ${of}. In all parts: ${contents(all)}.`] : []),
  ];
  return {
    subject: subjectOf(`[${environment}] access keys${of > 1 ? ` (part ${part} of ${of})` : ''}: ${summary}`),
    text: [head.join('\n'), ...sections.map(textOf)].join('\n\n'),
    data: { ...about, now: now.toISOString(), mode: config.mode, part, of, counts, sections },
    attributes: attributesOf(about),
  };
}

/** Whether somebody should look although nothing failed. */
function isAmiss({ counts, forcedAgain, missing, unrotated }: SweepReport): boolean {
  return counts.held > 0 || missing.length > 0 || unrotated.length > forcedAgain.length;
}

function textOf({ title, advice, lines }: Section): string {
  const head = `${title} (${lines.length.toLocaleString('en')})`;
  return [head, ...(advice ? [advice] : []), ...lines.map((line) => `- ${line}`)].join('\n');
}

function needed(sections: readonly Section[]): string {
  const count = sections
    .filter(({ title }) => title.startsWith(needsPerson))
    .reduce((sum, { lines }) => sum + lines.length, 0);
  return `${plural(count, 'needs', 'need')} a person; `;
}

function contents(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => `${title}: ${lines.length.toLocaleString('en')}`).join('; ');
}

function oldestLine({ carried }: SweepReport): string {
  const oldest = oldestActive(carried)?.decision;
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
