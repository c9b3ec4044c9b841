import { differenceInHours } from 'date-fns/differenceInHours';
import { parseISO } from 'date-fns/parseISO';
import { type Check, valueAt } from './threshold-checks.ts';

/** Longer, and keys would grow old and owners forget: a season is shorter. */
const mostDays = 60;

/** Returns the checks of freezes, of any shape. They may overlap: a day is frozen if one of them has it. */
export function freezeChecks(freezes: unknown): Check[] {
  if (!Array.isArray(freezes)) return [];
  return freezes.flatMap((freeze: unknown, n): Check[] => {
    const [from, to] = [valueAt(freeze, 'from'), valueAt(freeze, 'to')];
    const days = differenceInHours(startOf(to), startOf(from)) / 24 + 1;
    return [
      [days < 1, `freezes.${n}.to`, `${String(from)} (from) or a later day`, to],
      [
        days > mostDays,
        `freezes.${n}`,
        `at most ${mostDays} days each; freezes may follow or overlap each other`,
        `${String(from)} to ${String(to)}, ${days} days`,
      ],
    ];
  });
}

/** Returns the start of a day; an invalid date if there is none, with which every comparison is false. */
function startOf(day: unknown): Date {
  return parseISO(`${String(day)}T00:00:00Z`);
}
