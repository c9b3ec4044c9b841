import type { Action } from '../model/plan.ts';
import type { SweepAhead } from './forecast.ts';

/** How many keys a future sweep would create, deactivate and so on. */
export type CountsAhead = Record<
  'keys' | 'created' | 'deactivated' | 'deleted' | 'deferred' | 'held' | 'flagged',
  number
>;

/** The sweeps in which a key is replaced, deactivated and deleted; undefined: in none of those computed. */
export type DatesAhead = Partial<Record<'replacedOn' | 'deactivatedOn' | 'deletedOn', Date>>;

/** Counts what a future sweep would do. */
export function countsAhead({ plans }: Pick<SweepAhead, 'plans'>): CountsAhead {
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

/** Returns by key id the first sweep that would replace, deactivate and delete the key. */
export function datesAhead(sweeps: Iterable<SweepAhead>): Map<string, DatesAhead> {
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
