import type { Config } from '../../../config/schema.ts';
import { SweepError } from '../../../lib/sweep-error.ts';
import type { Account, Call } from '../../../sandbox/account/account.ts';
import type { Ending } from '../sweeper/sweeper.ts';
import { concernedBy } from './affected-users.ts';
import { isUnused } from './key-holders.ts';
import { followKeys } from './on-time.ts';

/** Judges G9 in a run with mishaps: by the keys whose users none of them befell since the key fell due. */
export type Schedule = {
  /** Right before each moment at which a sweep is due; gives what must not be. */
  look: () => string[];
  /** A sweep was due and missed. */
  miss: () => void;
  /** A sweep ended; at which of its calls mishaps were, and how much it did of one kind. */
  judge: (
    endings: readonly Ending[],
    sweep: { calls: readonly Call[]; wrong: readonly Call[]; most: number },
  ) => void;
  /** How many keys were on time to their end. */
  count: () => number;
};

export function scheduleOf(account: Account, config: Config): Schedule {
  const { create, deactivate } = config.thresholds;
  const keys = followKeys(account, { createFrom: create.from, deactivateTo: deactivate.to });
  // An allowance so small may be used up by what then fails.
  const isOff = config.limits.minimum < account.users.size;
  // Whom a limit may hold until a person lets it go (G8).
  const unused = () =>
    [...account.users.values()]
      .filter(({ keys: all }) =>
        all.some((key) => isUnused(key, all, config.retireUnusedAfterDays, account.clock.now())),
      )
      .map(({ UserName }) => UserName);
  return {
    look: () => {
      keys.judge({ everybody: false, users: new Set([...unservable(account), ...unused()]) });
      return isOff ? [] : keys.look().map((what) => `G9 ${what}`);
    },
    count: () => (isOff ? 0 : keys.count()),
    miss: () => keys.judge({ everybody: true, users: new Set() }),
    judge: (endings, { calls, wrong, most }) => {
      const slow = concernedBy(
        calls.filter(isSlow).map((call) => ({ call, kind: 'throttle' })),
        calls,
      );
      const isBroken = endings.some((one) => one instanceof Error && !(one instanceof SweepError));
      keys.judge({
        everybody:
          isBroken ||
          slow.everybody ||
          // Of two that meet, each gives way to the other.
          endings.length > 1 ||
          most >= config.limits.minimum ||
          wrong.some(({ UserName }) => !UserName),
        users: new Set([
          ...slow.users,
          ...wrong.flatMap(({ UserName }) => UserName ?? []),
          ...unservable(account),
        ]),
      });
    },
  };
}

/** Whether IAM throttled it, or does not know a new key yet: if that lasts, it takes another week. */
function isSlow({ code }: Call): boolean {
  return code === 'Throttling' || code === 'InvalidClientTokenId';
}

/** Users of whom a person took care in some way, or whose secret is not ours. */
function unservable({ users, secrets, history }: Account): string[] {
  const touched = history.filter(({ operation }) => operation.startsWith('person:'));
  const others = [...users.values()].filter(
    ({ UserName, UserId, tags }) =>
      tags.has('access-key-sweeper:exempt') ||
      tags.has('access-key-sweeper:hold-until') ||
      [...secrets.values()].some(
        ({ Name, tags: own }) => Name.endsWith(`/${UserName}`) && !own.some(({ Value }) => Value === UserId),
      ),
  );
  return [...touched, ...others].flatMap(({ UserName }) => UserName ?? []);
}
