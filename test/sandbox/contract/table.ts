import { checks } from './checks.ts';
import { invocations } from './invocations.ts';
import { keys } from './keys.ts';
import { labelMoves } from './label-moves.ts';
import { notices } from './notices.ts';
import { operations } from './operations.ts';
import { pages } from './pages.ts';
import { proofs } from './proofs.ts';
import { puts } from './puts.ts';
import { queues } from './queues.ts';
import type { Row } from './row.ts';
import { schedules } from './schedules.ts';
import { secretChanges } from './secret-changes.ts';
import { secretValues } from './secret-values.ts';
import { secrets } from './secrets.ts';
import { subscriptions } from './subscriptions.ts';
import { tags } from './tags.ts';
import { users } from './users.ts';
import { versions } from './versions.ts';

/** Every question about AWS, by what it is about. */
export const rows: readonly Row[] = [
  ...users,
  ...tags,
  ...keys,
  ...proofs,
  ...secrets,
  ...puts,
  ...versions,
  ...labelMoves,
  ...secretValues,
  ...secretChanges,
  ...pages,
  ...notices,
  ...subscriptions,
  ...schedules,
  ...checks,
  ...queues,
  ...invocations,
  ...operations,
];

/** The name of a row's test. */
export const nameOf = ({ call, given }: Row) => `${call}, given ${given}`;
