import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { Key } from '../../../sandbox/account/user.ts';
import { looksLikeOrphan } from './key-holders.ts';

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

type Act = 'create' | 'deactivate' | 'delete' | 'deactivate as orphan';

export function actCounter(account: Account, config: Config): ActCounter {
  const { minimum, percent, backlogPercent, surprising } = config.limits;
  // Key ids, because the SDK repeats a call whose answer was lost.
  const counts = new Map<Act, Set<string | undefined>>();
  const size = (act: Act) => counts.get(act)?.size ?? 0;
  return {
    count: (call, before) => {
      const key = before.find(({ AccessKeyId }) => AccessKeyId === call.AccessKeyId);
      const act = actOf(call, key);
      if (act) counts.set(act, (counts.get(act) ?? new Set()).add(call.AccessKeyId));
    },
    excess: (keys, sweeps) => {
      const most = Math.max(minimum, Math.floor((keys * percent) / 100));
      const limits: [Act, number, number][] = [
        ['create', size('create'), most],
        ['deactivate', size('deactivate'), most],
        ['delete', size('delete'), most],
        [
          'deactivate as orphan',
          size('deactivate as orphan'),
          Math.min(surprising, Math.max(1, Math.floor((keys * backlogPercent) / 100))),
        ],
      ];
      return limits
        .filter(([, times, limit]) => times > limit * sweeps)
        .map(([act, times, limit]) => `G8 ${act}: ${times} times, and the limit is ${limit * sweeps}`);
    },
    most: () => Math.max(0, ...[...counts.values()].map((ids) => ids.size)),
  };

  function actOf(call: Call, key: Key | undefined): Act | undefined {
    const act = acts[call.operation];
    // A key that this sweep just created and could not store is no deletion that a limit counts.
    if (act === 'delete' && key?.Status === 'Active') return undefined;
    if (act !== 'deactivate' || !key) return act;
    return looksLikeOrphan(key, account.users.get(call.UserName ?? ''), account) ? 'deactivate as orphan' : act;
  }
}
