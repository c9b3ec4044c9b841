import type { CountsAhead } from '../../lib/forecast/ahead.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { dayOf } from '../../lib/model/age.ts';
import { wrap } from '../terminal/width.ts';
import type { Week } from './weeks.ts';

/** What sweeps would do under the settings of one file, week by week; `hasFreeze`: some of them are in a freeze. */
type Outcome = { source: string; weeks: readonly Week[]; hasFreeze?: boolean };

/** What sweeps would do under the settings of a stage, and to compare, under other settings. */
export type ForecastReport = {
  stage: string;
  accountId: string;
  now: Date;
  owners: Owners;
  outcomes: readonly Outcome[];
  /** A sentence for each failed read; the forecast lacks those users. */
  failures: readonly string[];
};

type Name = keyof CountsAhead;

const summed = ['created', 'deactivated', 'deleted'] as const;
const perSweep = ['deferred', 'held'] as const;

/** Returns a forecast as text: a row a week, with a slash between the counts of two settings. */
export function forecastText(report: ForecastReport, columns: number): string {
  const { outcomes } = report;
  // Two settings leave no room for keys and flagged, which differ least.
  const names: Name[] =
    outcomes.length > 1 ? [...summed, ...perSweep] : ['keys', ...summed, ...perSweep, 'flagged'];
  const dates = outcomes[0]?.weeks.map(({ from }) => dayOf(from)) ?? [];
  const rows = dates.map((week, i) => [
    week,
    ...names.map((name) => sideBySide(outcomes, (all) => all[i], name)),
  ]);
  const sums = ['all', ...names.map((name) => (isSummed(name) ? sumOf(outcomes, name) : ''))];
  const table = [['Week of', ...names.map(inCapital)], ...rows, sums];
  const body = aligned(table);
  return [
    ...headings(report).map((text) => wrap(text, columns).join('\n')),
    Math.max(...body.map((line) => line.length)) <= columns ? body.join('\n') : listed(table),
  ].join('\n\n');
}

function headings({ stage, accountId, owners, outcomes }: ForecastReport): string[] {
  const weeks = outcomes[0]?.weeks.length ?? 0;
  const moves = owners === 'move' ? 'move to a replacement within one sweep' : 'never move to a replacement';
  const [first, second] = outcomes.map(({ source }) => source);
  return [
    `Forecast of ${weeks} weeks for ${stage}, AWS account ${accountId}, under mode enforce.`,
    `It supposes that sweeps come on time and do all they decide, that owners ${moves}, and that nobody makes keys by hand.`,
    ...(outcomes.some(({ hasFreeze }) => hasFreeze)
      ? ['What a sweep in a freeze would do is counted as deferred.']
      : []),
    ...(second ? [`Left of the slash ${first}, right of it ${second}.`] : []),
  ];
}

function sideBySide(
  outcomes: readonly Outcome[],
  weekOf: (weeks: Outcome['weeks']) => Week | undefined,
  name: Name,
): string {
  return outcomes.map(({ weeks }) => String(weekOf(weeks)?.counts?.[name] ?? '-')).join(' / ');
}

function sumOf(outcomes: readonly Outcome[], name: Name): string {
  const sum = ({ weeks }: Outcome) => weeks.reduce((all, { counts }) => all + (counts?.[name] ?? 0), 0);
  return outcomes.map(sum).join(' / ');
}

function isSummed(name: Name): boolean {
  return (summed as readonly Name[]).includes(name);
}

function aligned(table: readonly string[][]): string[] {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Returns a paragraph a week, without counts of zero. */
function listed([heads = [], ...rows]: readonly string[][]): string {
  return rows
    .map(([week, ...cells]) => {
      const some = cells.flatMap((cell, i) =>
        /[1-9]/.test(cell) ? [`  ${cell} ${heads[i + 1]?.toLowerCase()}`] : [],
      );
      return [week, ...(some.length > 0 ? some : ['  nothing'])].join('\n');
    })
    .join('\n');
}

function inCapital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
