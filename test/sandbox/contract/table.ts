import { checks } from './checks.ts';
import { keys } from './keys.ts';
import { lastUse } from './last-use.ts';
import { notices } from './notices.ts';
import { proofs } from './proofs.ts';
import { puts } from './puts.ts';
import type { Row } from './row.ts';
import { schedules } from './schedules.ts';
import { secrets } from './secrets.ts';
import { stages } from './stages.ts';
import { tags } from './tags.ts';
import { users } from './users.ts';
import { versions } from './versions.ts';

/** Every question, by what it is about. */
export const rows: readonly Row[] = [
  ...users,
  ...tags,
  ...keys,
  ...lastUse,
  ...proofs,
  ...secrets,
  ...puts,
  ...versions,
  ...stages,
  ...notices,
  ...schedules,
  ...checks,
];
