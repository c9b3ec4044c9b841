import { max } from 'date-fns/max';
import type { Look } from '../aws/deps.ts';
import { isGone, wrapError } from '../aws/errors.ts';
import { inParallel } from '../aws/in-parallel.ts';
import { isOver } from '../aws/timing.ts';
import { isDue } from '../model/due.ts';
import type { Failure } from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import type { KeyHolder, User } from '../model/user.ts';
import { deletedSecrets } from './deleted-secrets.ts';
import { withEvidence } from './evidence.ts';
import { type Inventory, takeInventory } from './inventory.ts';

/** An account as far as its sweep depends on it. */
export type AccountRead = Inventory & {
  /** Those that were read whole. */
  users: readonly User[];
};

/** Which users need evidence besides those that are due now: those that are due by `dueBy`, and those that are forced. */
type Wanted = SweepRequest & { dueBy?: Date };

/**
 * Reads users and their keys, and tags, secret and last use of every user that is due or forced, or whose secret is scheduled
 * for deletion; the others are returned without evidence. A user that is deleted meanwhile is returned as gone. A user that
 * cannot be read whole is a failure: an unknown answer never counts as "none" (G6).
 */
export async function readAccount(
  look: Omit<Look, 'userNames'>,
  { dueBy = look.now, users: names, force = false, keys: forcedKeys }: Wanted,
): Promise<AccountRead> {
  const { deps, config, timing, now } = look;
  const failures: Failure[] = [];
  const unreached: string[] = [];
  const gone: string[] = [];
  const found = new Map<KeyHolder, User>();
  let isDeleted: ReturnType<typeof deletedSecrets> | undefined;

  const forced = force && names !== undefined;
  const isWanted = (holder: KeyHolder) => forced || [now, dueBy].some((day) => isDue(holder, config, day));
  const read = async (holder: KeyHolder, userNames: Look['userNames']) => {
    const { UserName } = holder;
    if (isOver(timing?.look, deps)) {
      unreached.push(UserName);
      return;
    }
    try {
      const user = { ...holder, forced, forcedKeys };
      found.set(holder, await withEvidence(user, max([now, dueBy]), { ...look, userNames }));
    } catch (thrown) {
      if (isGone(thrown)) gone.push(UserName);
      else failures.push({ UserName, error: wrapError('Reading its tags, last use and secret', thrown) });
    }
  };

  const inventory = await takeInventory(look, names, async (holder, userNames) => {
    if (isWanted(holder)) await read(holder, userNames);
    // One list for all, which may be long: it is read beside the users.
    else if (holder.keys.length > 0) isDeleted ??= deletedSecrets(look, failures);
  });
  const { holders, userNames } = inventory;
  const others = holders.filter((holder) => !isWanted(holder)).filter((await isDeleted) ?? (() => false));
  const stage = 'Reading users with deleted secrets';
  await inParallel(others, { deps, stage }, (holder) => read(holder, userNames));

  const unread = new Set([...gone, ...unreached, ...failures.map(({ UserName }) => UserName)]);
  return {
    ...inventory,
    failures: [...inventory.failures, ...failures],
    unreached: [...inventory.unreached, ...unreached],
    gone: [...inventory.gone, ...gone],
    users: holders
      .filter(({ UserName }) => !unread.has(UserName))
      .map((holder) => found.get(holder) ?? { ...holder, evidence: undefined, forced: false }),
  };
}
