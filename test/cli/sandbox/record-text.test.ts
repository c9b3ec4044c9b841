import { describe, expect, it } from 'vitest';
import { recordText } from '../../../cli/sandbox/record-text.ts';
import type { SweepRecord } from '../../../sandbox/run/sweep-record.ts';

const about = { sweeps: 3, mode: 'enforce' } as const;
const notice = { subject: 'To bob', message: 'Move.\n\nNow.', attributes: {} };
const record: SweepRecord = {
  sweep: 1,
  now: '2026-03-03T06:00:00.000Z',
  decisions: [],
  notices: [notice, notice],
  counts: {},
  calls: {},
  error: { name: 'SweepError', message: '1 failed' },
};

describe('a sweep of the sandbox as text', () => {
  it('given notices and an error, they stand below the table', () => {
    const text = recordText(record, about, { columns: 80, style: (_, text) => text });
    const [heading, ...lines] = text.split('\n');
    expect(heading).toBe('Sweep 1 of 3, 2026-03-03T06:00:00.000Z, mode enforce');
    const shown = ['Notice: To bob', '  Move.', '', '  Now.', ''];
    expect(lines.slice(-11)).toEqual([...shown, ...shown, 'SweepError: 1 failed']);
  });

  it('given colours, the heading and subjects are bold and the error is red', () => {
    const style = (format: string, text: string) => `<${format}>${text}`;
    const text = recordText(record, about, { columns: 80, style });
    expect(text.match(/<\w+>\w+/g)).toEqual(['<bold>Sweep', '<bold>Notice', '<bold>Notice', '<red>SweepError']);
  });
});
