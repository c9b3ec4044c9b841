import type { Plan, Result } from '../../model/types.ts';

/** A heading of the digest, what to do about what stands under it, and that, a line each. */
export type Section = { title: string; advice?: string; lines: string[] };

/** What came of one key, with all that is known of its user. */
export type Seen = { plan: Plan; result: Result };

/** A key in one line: whose it is, and why. */
export function lineOf({ result: { decision, createdId, note } }: Seen): string {
  const { key, reason } = decision;
  const made = createdId ? `, now ${createdId}` : '';
  return `${key.UserName}, ${key.AccessKeyId}${made}: ${reason}${note ? ` (${note})` : ''}`;
}
