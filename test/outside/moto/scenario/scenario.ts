import type { Run } from '../../../../lib/sweep.ts';
import type { Account } from '../../../../sandbox/account/account.ts';

/** An account, how it is swept, and how often. The result must be the same in the sandbox and in moto. */
export type Scenario = {
  given: string;
  /** As in an account file. */
  users: readonly object[];
  secrets?: readonly object[];
  /** Settings that differ from the defaults in mode enforce. */
  config?: object;
  weeks: number;
  run?: Partial<Run>;
  /** Changes the account in ways that an account file cannot express. */
  meddle?: (account: Account) => void;
};
