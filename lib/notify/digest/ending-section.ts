import type { Config } from '../../../config/schema.ts';
import { dayOf, daysAfter } from '../../model/age.ts';
import { promiseThatHolds } from '../../model/announcements.ts';
import type { RuleName, UserResult } from '../../model/plan.ts';
import type { SweepReport } from '../../report/report.ts';
import { plural } from '../format.ts';
import { isInUse, lastUsed } from '../last-used.ts';
import type { NoticeContext } from '../notice.ts';
import type { KeyResult, Section } from './section.ts';

const waiting: readonly RuleName[] = ['create', 'superseded-waiting', 'in-the-way'];
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** Returns the section about keys that are deactivated soon although they are in use; in report mode, that would be. */
export function endingSection(
  { userResults, freeze }: Pick<SweepReport, 'userResults' | 'freeze'>,
  { now, config }: NoticeContext,
): Section {
  // In report mode nobody is promised anything; in a freeze, what was promised holds.
  const mode = freeze ? 'enforce' : config.mode;
  const about = { now, mode, everyDays: config.everyDays };
  return {
    title:
      mode === 'enforce'
        ? 'Still in use close to its end'
        : 'In use, yet mode enforce would deactivate them: too old for grace',
    advice: 'Move what uses them, or tag their users access-key-sweeper:hold-until with a date.',
    lines: userResults.flatMap(({ plan, results }) =>
      results.flatMap((result) => endingLine({ plan, results, result }, about)),
    ),
  };
}

function endingLine(
  { plan: { config, evidence }, results, result }: KeyResult & Pick<UserResult, 'results'>,
  { now, mode, everyDays }: { now: Date } & Pick<Config, 'mode' | 'everyDays'>,
): string[] {
  const { key, age, rule, concerns, postponed, replacement, promised } = result.decision;
  // In report mode the digest says what mode enforce would do.
  const promise = mode === 'enforce' ? promiseThatHolds(result.decision, results) : promised;
  if (!promise?.latest || concerns.some(({ kind }) => kind === 'tags-removed')) return [];
  const isClose = rule === 'superseded-in-use';
  const isCut =
    waiting.includes(rule) && promise.isFinal && isInUse(key, { evidence, replacement }, config, now);
  if (!isClose && !isCut) return [];
  const about = `${key.UserName}, ${key.AccessKeyId}: ${plural(age, 'day')} old, ${lastUsed(key, evidence)}`;
  const until = `in use or not, it is deactivated from ${promise.latest} on`;
  if (mode === 'enforce') return [`${about}; ${until}`];
  return [
    `${about}; ${until}, in the ${sweepAt(promise.latest, now, everyDays)} sweep${postponed ? ' or later' : ''}`,
  ];
}

/** Returns in which sweep a day comes; the current one is the first. */
function sweepAt(on: string, now: Date, everyDays: number): string {
  const later = ordinals.findIndex((_, n) => dayOf(daysAfter(now, n * everyDays)) >= on);
  return ordinals[later] ?? `sixth or a later`;
}
