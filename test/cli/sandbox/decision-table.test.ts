import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../../cli/sandbox/decision-table.ts';

const row = {
  UserName: 'alice',
  AccessKeyId: 'AKIAALICE00000000001',
  age: 61,
  rule: 'create',
  action: 'create',
  reason: 'because',
  outcome: 'done',
} as const;
const plain = (_: string, text: string) => text;

describe('the table of decisions', () => {
  it.each([
    [40, false],
    [139, false],
    [140, true],
    [200, true],
  ])('given %i columns, reasons are shown: %s', (columns, shown) => {
    const table = decisionTable([row], columns, plain);
    expect(table).toContain('AKIAALICE00000000001');
    expect(table.includes('because')).toBe(shown);
  });

  it('given more keys than one reads at once, those with nothing to do are only counted', () => {
    const fresh = { ...row, rule: 'fresh', action: 'keep', outcome: 'none' } as const;
    const table = decisionTable([row, ...Array.from({ length: 60 }, () => fresh)], 40, plain);
    expect(table).toContain('and 60 fresh keys, with nothing to do');
    expect(decisionTable([row, fresh], 40, plain)).not.toContain('and 1 fresh');
  });

  it('given an outcome, it has its colour', () => {
    const table = decisionTable([row], 40, (format, text) => `<${format}>${text}`);
    expect(table).toContain('<green>done');
  });
});
