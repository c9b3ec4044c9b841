import type { Plan, Result } from '../../model/plan.ts';

/** A section of the digest: its title, what to do, and its lines. */
export type Section = { title: string; advice?: string; lines: string[] };

/** The result of one key, with its user's plan. */
export type KeyResult = { plan: Plan; result: Result };

/** Returns one line about a key: its user, its id and the reason. */
export function lineOf({ result: { decision, createdId, note } }: KeyResult): string {
  const { key, reason } = decision;
  const made = createdId ? `, now ${createdId}` : '';
  return `${key.UserName}, ${key.AccessKeyId}${made}: ${reason}${note ? ` (${note})` : ''}`;
}
