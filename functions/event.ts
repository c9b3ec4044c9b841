import { isValid } from 'date-fns/isValid';
import * as z from 'zod';
import { zodFaults } from '../config/zod-faults.ts';
import type { SweepRequest } from '../lib/model/sweep-request.ts';

const eventSchema = z.strictObject({
  /** Names the delivery in the logs; EventBridge Scheduler sends it. */
  executionId: z.string().optional(),
  users: z.array(z.string().min(1)).min(1).optional(),
  force: z.boolean().optional(),
  /** With force: only keys made before this moment; a continuation sends it. */
  madeBefore: z
    .string()
    .refine((text) => isValid(new Date(text)), 'a moment')
    .optional(),
});

type SweepEvent = SweepRequest & { executionId?: string | undefined };

/** What an invocation asks for: `{}` for everybody, `{ "users": [...], "force"? }` for some. Throws what is wrong. */
export function parseEvent(event: unknown): SweepEvent {
  const faults = zodFaults(eventSchema, event).map(
    ({ path, expected, found }) => `${path}: expected ${expected}; found ${found}`,
  );
  if (faults.length > 0) throw new Error(`The event was refused and nothing was done. ${faults.join('. ')}`);
  const parsed = eventSchema.parse(event);
  if (parsed.force && !parsed.users) {
    throw new Error(
      'The event was refused and nothing was done. users: expected the users to force; found nothing',
    );
  }
  const { madeBefore, ...rest } = parsed;
  return { ...rest, ...(madeBefore && { madeBefore: new Date(madeBefore) }) };
}
