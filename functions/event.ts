import { isValid } from 'date-fns/isValid';
import * as z from 'zod';
import { type Problem, problemText } from '../config/input-error.ts';
import { zodProblems } from '../config/zod-problems.ts';
import type { SweepRequest } from '../lib/model/sweep-request.ts';

const eventSchema = z.strictObject({
  /** The id that EventBridge Scheduler gives a delivery and its retries; logged, and part of continuations' names. */
  executionId: z.string().optional(),
  // IAM's names, since the digest repeats those that no user has (IAM API reference, CreateUser).
  users: z
    .array(z.string().regex(/^[\w+=,.@-]{1,128}$/))
    .min(1)
    .optional(),
  force: z.boolean().optional(),
  /** With `force`: only keys created before this moment. A continuation sends it. */
  madeBefore: z
    .string()
    .refine((text) => isValid(new Date(text)), 'a moment')
    .optional(),
});

type SweepEvent = SweepRequest & { executionId?: string | undefined };

/**
 * Returns what an event asks for: `{}` sweeps all users, `{ "users": [...] }` some, with `"force": true` at any age.
 * Throws an error that lists everything wrong with the event.
 */
export function parseEvent(event: unknown): SweepEvent {
  refuse(zodProblems(eventSchema, event, { users: 'names of IAM users: letters, digits or any of +=,.@_-' }));
  const { madeBefore, ...rest } = eventSchema.parse(event);
  if (rest.force && !rest.users) {
    refuse([{ path: 'users', expected: 'the users to force', found: 'nothing' }]);
  }
  return { ...rest, ...(madeBefore && { madeBefore: new Date(madeBefore) }) };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new Error(
    `The event was refused and nothing was done. ${problems.map((one) => problemText(one)).join('. ')}`,
  );
}
