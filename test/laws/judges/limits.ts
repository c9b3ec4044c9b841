import type { Config } from '../../../config/schema.ts';
import type { Account, Call, Key } from '../../../sandbox/account/account.ts';
import { isUnused, looksLikeOurs } from './key-holders.ts';

/** Counts what sweeps do that has a limit (G8). */
export type Spread = {
  /** `before` are the keys that the user had. */
  count: (call: Call, before: readonly Key[]) => void;
  /** Of an account that had so many keys, what went beyond the limits of so many sweeps. */
  excess: (keys: number, sweeps: number) => string[];
  /** The most that was done of one kind. */
  most: () => number;
};

const kinds: Record<string, Kind> = {
  'iam:CreateAccessKey': 'create',
  'iam:UpdateAccessKey': 'deactivate',
  'iam:DeleteAccessKey': 'delete',
};

type Kind = 'create' | 'deactivate' | 'delete' | 'delete as orphan' | 'deactivate as unused';

export function spreadOf(account: Account, config: Config): Spread {
  const { clock } = account;
  const { minimum, percent, surprising } = config.limits;
  // By key, because the SDK repeats what was done when its answer was lost.
  const counts = new Map<Kind, Set<string | undefined>>();
  const size = (kind: Kind) => counts.get(kind)?.size ?? 0;
  return {
    count: (call, before) => {
      const key = before.find(({ AccessKeyId }) => AccessKeyId === call.AccessKeyId);
      const kind = kindOf(call, key, before);
      if (kind) counts.set(kind, (counts.get(kind) ?? new Set()).add(call.AccessKeyId));
    },
    excess: (keys, sweeps) => {
      const most = Math.max(minimum, Math.floor((keys * percent) / 100));
      // What is unused may be superseded as well.
      const limits: [Kind, number, number][] = [
        ['create', size('create'), most],
        ['deactivate', size('deactivate'), most],
        ['deactivate as unused', size('deactivate') + size('deactivate as unused'), most + surprising],
        ['delete', size('delete'), most],
        ['delete as orphan', size('delete as orphan'), surprising],
      ];
      return limits
        .filter(([, times, limit]) => times > limit * sweeps)
        .map(([kind, times, limit]) => `G8 ${times} times ${kind}, of at most ${limit * sweeps}`);
    },
    most: () => Math.max(0, ...[...counts.values()].map((ids) => ids.size)),
  };

  function kindOf(call: Call, key: Key | undefined, before: readonly Key[]): Kind | undefined {
    const kind = kinds[call.operation];
    if (kind === 'deactivate' && key && isUnused(key, before, config.retireUnusedAfterDays, clock.now()))
      return 'deactivate as unused';
    if (kind !== 'delete' || key?.Status !== 'Active') return kind;
    // Not what gives way, and not what a person reactivates at that very moment.
    const user = account.users.get(call.UserName ?? '');
    return looksLikeOurs(key, user, account) ? 'delete as orphan' : undefined;
  }
}
