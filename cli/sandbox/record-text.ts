import type { Config } from '../../config/schema.ts';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';
import type { Style } from '../terminal/style.ts';
import { decisionTable } from './decision-table.ts';

/** Returns a sweep of the sandbox as text: a table of its decisions, its notices, and its error if it failed. */
export function recordText(
  { sweep, now, decisions, notices, error }: SweepRecord,
  { sweeps, mode }: { sweeps: number; mode: Config['mode'] },
  { columns, style }: { columns: number; style: Style },
): string {
  return [
    style('bold', `Sweep ${sweep} of ${sweeps}, ${now}, mode ${mode}`),
    decisionTable(decisions, columns, style),
    ...notices.map((notice) => noticeText(notice, style)),
    ...(error ? [style('red', `${error.name}: ${error.message}`)] : []),
  ].join('\n');
}

/** Returns a notice as the sandbox shows it: its subject, its text indented, and an empty line. */
export function noticeText({ subject, message }: SweepRecord['notices'][number], style: Style): string {
  return titled(`Notice: ${subject}`, message, style);
}

/** Returns a mail of SNS as the sandbox shows it: to whom and its subject, its text indented, and an empty line. */
export function mailText(
  { to, subject, text }: Record<'to' | 'subject' | 'text', string>,
  style: Style,
): string {
  return titled(`Mail to ${to}: ${subject}`, text, style);
}

function titled(title: string, text: string, style: Style): string {
  const body = text.split('\n').map((line) => (line ? `  ${line}` : ''));
  return [style('bold', title), ...body, ''].join('\n');
}
