import { addDays } from 'date-fns/addDays';
import { type CountsAhead, countsAhead } from '../../lib/forecast/ahead.ts';
import type { SweepAhead } from '../../lib/forecast/forecast.ts';

/**
 * What the sweeps of one week would do. Created, deactivated and deleted are sums; keys, deferred, held and flagged are
 * those of its last sweep. `counts` is undefined if the week has no sweep.
 */
export type Week = { from: Date; counts: CountsAhead | undefined };

/** Sums sweeps by week. The first week starts at `from`. */
export function weeksOf(sweeps: Iterable<SweepAhead>, from: Date, weekCount: number): Week[] {
  const weeks: Week[] = Array.from({ length: weekCount }, (_, n) => ({
    from: addDays(from, n * 7),
    counts: undefined,
  }));
  for (const sweep of sweeps) {
    const week = weeks.findLast((one) => one.from <= sweep.now);
    if (week) week.counts = added(week.counts, countsAhead(sweep));
  }
  return weeks;
}

function added(before: CountsAhead | undefined, last: CountsAhead): CountsAhead {
  if (!before) return last;
  return {
    ...last,
    created: before.created + last.created,
    deactivated: before.deactivated + last.deactivated,
    deleted: before.deleted + last.deleted,
  };
}
