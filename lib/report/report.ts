import type { Freeze } from '../model/freeze.ts';
import type { Failure, UserResult } from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import type { KeyHolder, ListedUser } from '../model/user.ts';
import { type Counts, countsOf } from './counts.ts';
import { type MissedRotation, missedRotations } from './missed-rotations.ts';

/** Everything that one sweep read, decided and did. Contains no secret. */
export type SweepReport = {
  now: Date;
  /** True if only named users were swept. */
  isNamed: boolean;
  /** True if nothing was done in mode enforce, because nobody is known to receive the notices to owners. */
  isUnheard: boolean;
  /** The freeze because of which no key and no secret was changed in mode enforce. */
  freeze: Freeze | undefined;
  userResults: readonly UserResult[];
  /** Every user of the account; empty if only named users were swept or the list of users broke off. */
  listed: readonly ListedUser[];
  failures: readonly Failure[];
  /** How many access keys the root user has; undefined if AWS did not answer. */
  rootKeys: number | undefined;
  /** Requested names that no user has. */
  missing: readonly string[];
  /** Users for whom there was no time. */
  unreached: readonly string[];
  /** Users that a continuation will sweep. */
  continued: readonly string[];
  /** Those of them whose newest key the continuation is to replace. */
  forcedAgain: readonly string[];
  missedRotations: readonly MissedRotation[];
  counts: Counts;
};

/** The results of the stages of one sweep. */
type Stages = {
  account: Pick<SweepReport, 'listed' | 'failures' | 'unreached' | 'missing'> & {
    holders: readonly KeyHolder[];
    gone: readonly string[];
  };
  rootKeys: { count: number | undefined; failures: readonly Failure[] };
  decided: Pick<SweepReport, 'failures'>;
  userResults: readonly UserResult[];
  /** Why the sweep only rehearsed in mode enforce; empty if it did not. */
  unheard: readonly Failure[];
  freeze?: Freeze | undefined;
};

/** Puts together the report of one sweep, before anything is continued. */
export function reportOf(
  { account, rootKeys, decided, userResults, unheard, freeze }: Stages,
  { now, ...request }: SweepRequest & { now: Date; delivery?: string | undefined },
): SweepReport {
  // Who was deleted during the sweep is missing too; nobody asks about the others.
  const gone = account.gone.filter((name) => request.users?.includes(name));
  const missing = [...account.missing, ...gone];
  const failures = [
    ...unheard,
    ...account.failures,
    ...rootKeys.failures,
    ...decided.failures,
    ...userResults.flatMap((one) => one.failures),
  ];
  const late = userResults.filter(({ isUnreached }) => isUnreached).map(({ plan }) => plan.UserName);
  const unreached = [...account.unreached, ...late];
  const isNamed = request.users !== undefined;
  const isUnheard = unheard.length > 0;
  return {
    now,
    isNamed,
    isUnheard,
    freeze,
    userResults,
    listed: account.listed,
    failures,
    unreached,
    continued: [],
    forcedAgain: [],
    missedRotations: missedRotations({ now, userResults, failures, missing, isUnheard, freeze }, request),
    rootKeys: rootKeys.count,
    missing,
    counts: countsOf({ holders: account.holders, userResults, failures, unreached, isNamed }),
  };
}
