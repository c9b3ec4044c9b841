import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';

type Row = SweepRecord['decisions'][number];

/** More rows than a person reads at once; above it, keys with nothing to do are only counted. */
const readableRows = 60;
/** Room for all columns but the reason. */
const otherColumns = 110;

/** A table of decisions: the reason has a column if the terminal is wide enough. */
export function decisionTable(decisions: readonly Row[], columns = process.stdout.columns ?? 160): string {
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
  for (const row of shown) {
    const { UserName, AccessKeyId, age, rule, action, outcome, reason } = row;
    table.push([UserName, AccessKeyId, age, rule, action, colored(outcome), ...(withReason ? [reason] : [])]);
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

/** Colours the outcome; styleText honours NO_COLOR and leaves pipes plain. */
function colored(outcome: Row['outcome']): string {
  return styleText(colors[outcome], outcome);
}
