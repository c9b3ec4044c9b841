import * as z from 'zod';
import { type Problem, problemText } from './input-error.ts';
import { zodProblems } from './zod-problems.ts';

const eventSchema = z.strictObject({
  /** The id that EventBridge Scheduler gives a delivery and its retries; logged, and part of continuations' names. */
  executionId: z.string().optional(),
  // IAM's names, since the digest repeats those that no user has (IAM API reference, CreateUser).
  users: z
    .array(z.string().regex(/^[\w+=,.@-]{1,128}$/))
    .min(1)
    .optional(),
  force: z.boolean().optional(),
  /** With `force`: the ids of the keys to replace, instead of the newest of each user (IAM API reference, AccessKey). */
  keys: z
    .array(z.string().regex(/^\w{16,128}$/))
    .min(1)
    .optional(),
  /** Continuations of an older version had this instead of `keys`. Schedules that it left may still deliver one. */
  madeBefore: z.string().optional(),
});

const expectations = {
  users: 'names of IAM users: letters, digits or any of +=,.@_-',
  keys: 'ids of access keys',
};

/** What a sweep is asked for (`lib/model/sweep-request.ts`), and the id of the delivery. */
type SweepEvent = Omit<z.infer<typeof eventSchema>, 'madeBefore'>;

/**
 * Returns what an event asks for: `{}` sweeps all users, `{ "users": [...] }` some, with `"force": true` their newest keys at any
 * age, with `"keys": [...]` these keys. Throws an error that lists everything wrong with the event.
 *
 * An event with `madeBefore` forces no key: which ones it meant is not known any more. Its users are swept, and those without
 * a new key are reported to a person.
 */
export function parseEvent(event: unknown): SweepEvent {
  refuse(zodProblems(eventSchema, event, expectations));
  const { madeBefore, ...rest } = eventSchema.parse(event);
  if (rest.force && !rest.users) {
    refuse([{ path: 'users', expected: 'the users to force', found: 'nothing' }]);
  }
  if (rest.keys && !rest.force)
    refuse([{ path: 'force', expected: 'true, since keys are named', found: 'nothing' }]);
  return { ...rest, ...(madeBefore !== undefined && { keys: [] }) };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new Error(
    `The event was refused and nothing was done. ${problems.map((one) => problemText(one)).join('. ')}`,
  );
}
