import type { Action, RuleName } from '../model/plan.ts';
import type { Facts } from './facts.ts';

export type Rule = {
  name: RuleName;
  action: Action;
  when: (key: Facts) => boolean;
  /** The key is in its overlap: its owner was told that it is going to end, or is told now. */
  inOverlap?: true;
};

/**
 * The rules, read from the top: the first that applies decides.
 *
 * First come users that are left alone (a person wants it, another deployment looks after them, their secret is not certain, or
 * another sweep works on them), then what an interrupted
 * sweep left, then keys that are not Active, then keys that another key replaces, and last all others by their age.
 */
export const rules: readonly Rule[] = [
  { name: 'exempt', action: 'keep', when: (key) => key.exempt },
  { name: 'other-deployment', action: 'flag', when: (key) => key.otherDeployment },
  { name: 'pointer-lost', action: 'flag', when: (key) => key.pointerLost },
  { name: 'in-flight', action: 'keep', when: (key) => key.inFlight },
  { name: 'unfinished', action: 'finish', when: (key) => key.unfinished },
  { name: 'orphan', action: 'deactivate', when: (key) => key.orphan },
  { name: 'unknown-status', action: 'flag', when: (key) => !key.active && !key.inactive },
  { name: 'inactive-current', action: 'flag', when: (key) => key.inactive && key.current && !key.retired },
  { name: 'inactive-unmarked', action: 'mark', when: (key) => key.inactive && !key.marked },
  { name: 'retired-in-use', action: 'flag', when: (key) => key.inactive && key.retiredInUse },
  { name: 'inactive-past-delete', action: 'delete', when: (key) => key.inactive && key.deletable },
  { name: 'inactive-in-the-way', action: 'delete', when: (key) => key.inactive && key.blocking },
  { name: 'inactive-waiting', action: 'keep', when: (key) => key.inactive },
  { name: 'two-in-use', action: 'flag', when: (key) => key.twoInUse },
  { name: 'in-the-way-done', action: 'deactivate', when: (key) => key.inTheWay && key.isPromiseKept, inOverlap: true },
  { name: 'in-the-way', action: 'keep', when: (key) => key.inTheWay, inOverlap: true },
  { name: 'superseded-in-use', action: 'keep', when: (key) => key.deactivatable && key.inUse && key.canWait, inOverlap: true },
  { name: 'superseded-done', action: 'deactivate', when: (key) => key.deactivatable, inOverlap: true },
  { name: 'superseded-waiting', action: 'keep', when: (key) => key.superseded, inOverlap: true },
  { name: 'unused-done', action: 'deactivate', when: (key) => key.unused && key.retirable && key.isPromiseKept, inOverlap: true },
  { name: 'unused-waiting', action: 'keep', when: (key) => key.unused, inOverlap: true },
  { name: 'no-slot', action: 'flag', when: (key) => key.dueForReplacement && !key.slotFree },
  { name: 'late', action: 'flag', when: (key) => key.late },
  { name: 'create', action: 'create', when: (key) => key.dueForReplacement },
  { name: 'fresh', action: 'keep', when: () => true },
];
