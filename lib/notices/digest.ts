import type { Sweep } from '../deps.ts';
import type { SweepReport } from '../report.ts';
import { digestSections, type Section } from './digest-sections.ts';
import { attributesOf, type Notice, sizeInBytes, subjectOf } from './notice.ts';

/** SNS counts all bodies and attributes together (SNS quotas). */
const snsLimitInBytes = 262_144;

/** The digest of a sweep, in as many parts as SNS needs. */
export function digestsOf(report: SweepReport, sweep: Sweep, limitInBytes = snsLimitInBytes): Notice[] {
  const parts = split(digestSections(report, sweep.config), report, sweep, limitInBytes);
  return parts.map((sections, i) => digest(sections, report, sweep, { part: i + 1, of: parts.length }));
}

/** Halves the lines until each part fits. */
function split(sections: Section[], report: SweepReport, sweep: Sweep, limitInBytes: number): Section[][] {
  const lines = sections.flatMap(({ title, lines }) => lines.map((line) => ({ title, line })));
  const size = sizeInBytes(digest(sections, report, sweep, { part: 99, of: 99 }));
  if (size <= limitInBytes || lines.length < 2) return [sections];
  const middle = Math.ceil(lines.length / 2);
  return [lines.slice(0, middle), lines.slice(middle)].flatMap((half) =>
    split(regroup(half), report, sweep, limitInBytes),
  );
}

function regroup(lines: readonly { title: string; line: string }[]): Section[] {
  return [...Map.groupBy(lines, ({ title }) => title)].map(([title, group]) => ({
    title,
    lines: group.map(({ line }) => line),
  }));
}

function digest(
  sections: readonly Section[],
  { counts, failures, now }: SweepReport,
  { accountId, config, deps }: Sweep,
  { part, of }: { part: number; of: number },
): Notice {
  const { environment } = deps;
  const severity = failures.length > 0 ? 'urgent' : counts.held > 0 ? 'warning' : 'info';
  const about = { event: 'digest', environment, accountId, severity };
  const summary = summaryOf(counts, config.mode);
  return {
    subject: subjectOf(`[${environment}] access keys${of > 1 ? ` (part ${part} of ${of})` : ''}: ${summary}`),
    text: [
      `Sweep of ${now.toISOString()}, AWS account ${accountId} (${environment}), mode ${config.mode}: ` +
        `${counts.users} users, ${counts.keys} access keys, the oldest Active one that is not exempt ${counts.oldestActiveKeyDays} days old.`,
      `${summary}.`,
      ...(sections.length === 0 ? ['Nothing needs a person.'] : []),
      ...sections.map(({ title, lines }) =>
        [`${title} (${lines.length})`, ...lines.map((line) => `- ${line}`)].join('\n'),
      ),
    ].join('\n\n'),
    data: { ...about, now: now.toISOString(), mode: config.mode, part, of, counts, sections },
    attributes: attributesOf(about),
  };
}

function summaryOf({ actions, deferred, failures, held }: SweepReport['counts'], mode: string): string {
  const outcome = mode === 'enforce' ? 'done' : 'rehearsed';
  const did = (['create', 'deactivate', 'delete'] as const).map(
    (action) => `${actions[action][outcome]} to ${action}`,
  );
  const past = `${actions.create.done} created, ${actions.deactivate.done} deactivated, ${actions.delete.done} deleted`;
  const tail = `${deferred} deferred, ${held} held, ${failures} failed`;
  return `${mode === 'enforce' ? past : did.join(', ')}, ${tail}`;
}
