import type { Config } from '../../../config/schema.ts';
import type { Account, Call, Key } from '../../../sandbox/account/account.ts';
import { isUnused, looksLikeOrphan } from './key-holders.ts';

/** Counts the acts that have a limit (G8). */
export type ActCounter = {
  /** Counts a call; `before` are the keys that the user had until then. */
  count: (call: Call, before: readonly Key[]) => void;
  /** Returns what is above the limits of that many sweeps of an account with that many keys, in a sentence each. */
  excess: (keys: number, sweeps: number) => string[];
  /** Returns the count of the act that was done most. */
  most: () => number;
};

const acts: Record<string, Act> = { 'iam:CreateAccessKey': 'create', 'iam:UpdateAccessKey': 'deactivate', 'iam:DeleteAccessKey': 'delete' };

type Act = 'create' | 'deactivate' | 'delete' | 'delete as orphan' | 'deactivate as unused';

export function actCounter(account: Account, config: Config): ActCounter {
  const { clock } = account;
  const { minimum, percent, backlogPercent, surprising } = config.limits;
  // Key ids, because the SDK repeats a call whose answer was lost.
  const counts = new Map<Act, Set<string | undefined>>();
  const size = (act: Act) => counts.get(act)?.size ?? 0;
  return {
    count: (call, before) => {
      const key = before.find(({ AccessKeyId }) => AccessKeyId === call.AccessKeyId);
      const act = actOf(call, key, before);
      if (act) counts.set(act, (counts.get(act) ?? new Set()).add(call.AccessKeyId));
    },
    excess: (keys, sweeps) => {
      const most = Math.max(minimum, Math.floor((keys * percent) / 100));
      // An unused key may be superseded as well, so it may count for either limit.
      const limits: [Act, number, number][] = [
        ['create', size('create'), most],
        ['deactivate', size('deactivate'), most],
        ['deactivate as unused', size('deactivate') + size('deactivate as unused'), most + surprising],
        ['delete', size('delete'), most],
        ['delete as orphan', size('delete as orphan'), Math.min(surprising, Math.max(1, Math.floor((keys * backlogPercent) / 100)))],
      ];
      return limits
        .filter(([, times, limit]) => times > limit * sweeps)
        .map(([act, times, limit]) => `G8 ${act}: ${times} times, and the limit is ${limit * sweeps}`);
    },
    most: () => Math.max(0, ...[...counts.values()].map((ids) => ids.size)),
  };

  function actOf(call: Call, key: Key | undefined, before: readonly Key[]): Act | undefined {
    const act = acts[call.operation];
    if (act === 'deactivate' && key && isUnused(key, before, config.retireUnusedAfterDays, clock.now())) return 'deactivate as unused';
    if (act !== 'delete' || key?.Status !== 'Active') return act;
    // Neither a dropped unfinished key nor one that a person reactivates at that very moment has a limit.
    const user = account.users.get(call.UserName ?? '');
    return looksLikeOrphan(key, user, account) ? 'delete as orphan' : undefined;
  }
}
