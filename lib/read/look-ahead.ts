import type { Look } from '../aws/deps.ts';
import { isDue } from '../model/due.ts';
import type { Case, Failure, Inventory } from '../model/types.ts';
import { gatherEvidence } from './evidence.ts';
import { takeInventory } from './inventory.ts';

/** An account as far as its next sweeps depend on it; who could not be read is a failure. */
type Seen = { inventory: Inventory; cases: readonly Case[]; failures: readonly Failure[] };

/**
 * Reads users and keys, and evidence of the holders that are due or will be by `until`. Changes nothing.
 */
export async function lookAhead(look: Look, until: Date, users?: readonly string[]): Promise<Seen> {
  const inventory = await takeInventory(look, users);
  const { true: due = [], false: young = [] } = Object.groupBy(inventory.holders, (holder) =>
    isDue(holder, look.config, look.now) ? 'true' : 'false',
  );
  const now = await gatherEvidence(due, look);
  const later = await gatherEvidence(young, { ...look, now: until });
  return {
    inventory,
    cases: [...now.cases, ...later.cases],
    failures: [...inventory.failures, ...now.failures, ...later.failures],
  };
}
