import { styleText } from 'node:util';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';

/** A notice as the sandbox shows it: its subject, and its text indented. */
export function noticeText({ subject, message }: SweepRecord['notices'][number]): string {
  const body = message.split('\n').map((line) => (line ? `  ${line}` : ''));
  return [styleText('bold', `Notice: ${subject}`), ...body, ''].join('\n');
}
