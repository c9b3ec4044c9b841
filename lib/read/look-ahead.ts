import type { Look } from '../aws/deps.ts';
import type { Failure } from '../model/plan.ts';
import type { User } from '../model/user.ts';
import { gatherEvidence } from './evidence.ts';
import { type Inventory, takeInventory } from './inventory.ts';

/** An account as far as its next sweeps depend on it. */
export type AccountLook = {
  inventory: Inventory;
  users: readonly User[];
  /** Users that could not be read, and why. */
  failures: readonly Failure[];
};

/** Reads users and keys, and evidence of the users that are due now or will be by `dueBy`; `names` limits it to these users. */
export async function lookAhead(
  look: Omit<Look, 'userNames'>,
  dueBy: Date,
  names?: readonly string[],
): Promise<AccountLook> {
  const inventory = await takeInventory(look, names);
  const { userNames } = inventory;
  const { users, failures } = await gatherEvidence(inventory.holders, { ...look, userNames }, { dueBy });
  return { inventory, users, failures: [...inventory.failures, ...failures] };
}
