import type { Action } from '../model/types.ts';
import type { Foreseen } from './forecast.ts';

/** How many keys a sweep to come would create, deactivate and so on. */
export type CountsAhead = Record<
  'keys' | 'created' | 'deactivated' | 'deleted' | 'deferred' | 'held' | 'flagged',
  number
>;

/** The sweeps at which a key is replaced, deactivated, deleted; undefined: not among those looked at. */
export type DatesAhead = Partial<Record<'replacedOn' | 'deactivatedOn' | 'deletedOn', Date>>;

/** Counts what a sweep to come would do. */
export function countsAhead({ plans }: Pick<Foreseen, 'plans'>): CountsAhead {
  const decisions = plans.flatMap((plan) => plan.decisions);
  const count = (wanted: Action) =>
    decisions.filter(({ action, postponed }) => action === wanted && !postponed).length;
  const postponed = (wanted: string) => decisions.filter((one) => one.postponed === wanted).length;
  return {
    keys: decisions.length,
    created: count('create'),
    deactivated: count('deactivate'),
    deleted: count('delete'),
    deferred: postponed('deferred'),
    held: postponed('held'),
    flagged: count('flag'),
  };
}

const dateOf = { create: 'replacedOn', deactivate: 'deactivatedOn', delete: 'deletedOn' } as const;

/** The dates ahead of every key, by its id: the first sweep that would do each. */
export function datesAhead(sweeps: Iterable<Foreseen>): Map<string, DatesAhead> {
  const dates = new Map<string, DatesAhead>();
  for (const { now, plans } of sweeps) {
    for (const { key, action, postponed } of plans.flatMap((plan) => plan.decisions)) {
      const found = dates.get(key.AccessKeyId) ?? {};
      dates.set(key.AccessKeyId, found);
      if (postponed || !(action in dateOf)) continue;
      found[dateOf[action as keyof typeof dateOf]] ??= now;
    }
  }
  return dates;
}
