import type { Sweep } from '../../aws/deps.ts';
import type { Carried, RuleName } from '../../model/types.ts';
import { userConfig } from '../../model/user-config.ts';
import { dayOf, daysAfter, endingOf } from '../dates.ts';
import { isInUse, lastUsed } from '../last-used.ts';
import { standIn } from '../owner/words-for.ts';
import { plural } from '../plural.ts';
import type { Section, Seen } from './section.ts';

const waiting: readonly RuleName[] = ['create', 'superseded-waiting', 'in-the-way'];
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** Keys that are in use and will be deactivated all the same; in report mode, those that enforcing would end so. */
export function endingSection(carried: readonly Carried[], sweep: Sweep): Section {
  return {
    title:
      sweep.config.mode === 'enforce'
        ? 'Still in use close to its end'
        : 'In use, yet mode enforce would deactivate them: too old for grace',
    advice: 'Move what uses them, or tag their users access-key-sweeper:hold-until with a date.',
    lines: carried.flatMap(({ plan, results }) =>
      results.flatMap((result) => endingLine({ plan, result }, sweep)),
    ),
  };
}

function endingLine({ plan, result }: Seen, { config: account, now }: Sweep): string[] {
  const config = userConfig(plan, account);
  const { key, age, rule, postponed } = result.decision;
  const { deactivateAt, graceEnds, isFinal } = endingOf(key, plan, config, now);
  const known = { evidence: plan.evidence, replacement: standIn(key, plan, config, now) };
  const isClose = rule === 'superseded-in-use';
  const isCut = waiting.includes(rule) && isFinal && isInUse(key, known, config, now);
  if (result.decision.action === 'flag' || !(isClose || isCut)) return [];
  const at = isClose ? graceEnds : deactivateAt;
  const about = `${key.UserName}, ${key.AccessKeyId}: ${plural(age, 'day')} old, ${lastUsed(key, plan.evidence)}`;
  const until = `in use or not, it is deactivated from ${dayOf(at)} on`;
  if (config.mode === 'enforce') return [`${about}; ${until}`];
  return [
    `${about}; ${until}, in the ${sweepAt(at, now, config.everyDays)} sweep${postponed ? ' or later' : ''}`,
  ];
}

/** Which sweep it is that a moment falls due in, this one being the first. */
function sweepAt(at: Date, now: Date, everyDays: number): string {
  const later = ordinals.findIndex((_, n) => daysAfter(now, n * everyDays) >= at);
  return ordinals[later] ?? `sixth or a later`;
}
