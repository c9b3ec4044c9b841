import Table from 'cli-table3';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';
import type { Style } from '../terminal/style.ts';

type Row = SweepRecord['decisions'][number];

/** The most rows that show everything; of a longer table, keys with the rule fresh are only counted. */
const readableRows = 60;
/** The width of all columns but the reason. */
const otherColumns = 110;

/** Returns a table of decisions. It has a column of reasons if the terminal is at least 140 columns wide. */
export function decisionTable(decisions: readonly Row[], columns: number, style: Style): string {
  const shown =
    decisions.length > readableRows ? decisions.filter(({ rule }) => rule !== 'fresh') : decisions;
  const reasonWidth = columns - otherColumns;
  const withReason = reasonWidth >= 30;
  const table = new Table({
    head: ['User', 'Access key', 'Age', 'Rule', 'Action', 'Outcome', ...(withReason ? ['Why'] : [])],
    colAligns: ['left', 'left', 'right'],
    ...(withReason && { colWidths: [null, null, null, null, null, null, reasonWidth] }),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { UserName, AccessKeyId, age, rule, action, outcome, reason } of shown) {
    const colored = style(colors[outcome], outcome);
    table.push([UserName, AccessKeyId, age, rule, action, colored, ...(withReason ? [reason] : [])]);
  }
  const hidden = decisions.length - shown.length;
  return hidden > 0 ? `${table}\nand ${hidden} fresh keys, with nothing to do` : `${table}`;
}

const colors = {
  none: 'dim',
  done: 'green',
  rehearsed: 'cyan',
  deferred: 'yellow',
  held: 'magenta',
  failed: 'red',
} as const;
