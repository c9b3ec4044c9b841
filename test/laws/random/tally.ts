import { rules } from '../../../lib/decide/rules.ts';
import { type Ending, reportIn } from '../sweeper/sweeper.ts';
import { deployments } from './any-deployment.ts';
import { mishapNames, otherSweeps } from './any-week.ts';

/** How often each rule, each act with its outcome, each mishap each other sweep and each deployment came up. */
export type Tally = Map<string, number>;

const acts = ['finish', 'mark', 'create', 'deactivate', 'delete'].map((act) => `${act} done`);

/** What must come up in many random runs. */
export const tallied: readonly string[] = [
  ...rules.map(({ name }) => name),
  ...acts,
  ...mishapNames,
  ...otherSweeps,
  ...deployments,
  'frozen',
];

export function add(tally: Tally, name: string, count = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + count);
}

/** Adds what a sweep decided and did. */
export function addEnding(tally: Tally, ending: Ending): void {
  for (const { decision, outcome } of (reportIn(ending)?.userResults ?? []).flatMap(({ results }) => results)) {
    add(tally, decision.rule);
    add(tally, `${decision.action} ${outcome}`);
  }
}
