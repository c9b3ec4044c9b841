import type { Run } from '../../../../lib/sweep.ts';
import type { Account } from '../../../../sandbox/account/account.ts';

/** An account, how it is swept, and how often; what comes of it must not depend on who plays AWS. */
export type Scenario = {
  given: string;
  /** As in an account file. */
  users: readonly object[];
  secrets?: readonly object[];
  /** What differs from the defaults, in mode enforce. */
  config?: object;
  weeks: number;
  run?: Partial<Run>;
  /** What an account file cannot say. */
  meddle?: (account: Account) => void;
};
