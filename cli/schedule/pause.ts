import { type GetScheduleCommandOutput, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { InputError } from '../../config/input-error.ts';
import { wholeSchedule } from '../../lib/aws/whole-schedule.ts';
import type { Connection } from '../stage/connection.ts';
import { describeError } from '../stage/failure-text.ts';
import { stackOf } from '../stage/stack-names.ts';
import { excess, noteOf, pauseIn } from './pause-note.ts';

type Change = { State: 'ENABLED' | 'DISABLED'; Description: string | undefined };

/**
 * Disables the weekly schedule and notes why and until when in its description. Returns false if nothing had to be
 * changed. Throws an InputError if the reason is too long.
 */
export async function pause(
  connection: Connection,
  found: GetScheduleCommandOutput,
  { reason, until }: { reason: string; until: string },
): Promise<boolean> {
  // A changed pause keeps the description from before the first pause, which is the stack's.
  const before = (pauseIn(found.Description) ?? { before: found.Description }).before;
  const tooLong = excess({ reason, until, before });
  if (tooLong > 0)
    throw new InputError(
      `The reason does not fit into the schedule's description: make it ${tooLong} characters shorter.`,
    );
  return change(connection, found, { State: 'DISABLED', Description: noteOf({ reason, until, before }) });
}

/**
 * Enables the weekly schedule and restores its description from before the pause. Returns false if nothing had to be
 * changed.
 */
export async function resume(connection: Connection, found: GetScheduleCommandOutput): Promise<boolean> {
  const paused = pauseIn(found.Description);
  return change(connection, found, {
    State: 'ENABLED',
    Description: paused ? paused.before : found.Description,
  });
}

async function change(
  { clients, stage }: Connection,
  found: GetScheduleCommandOutput,
  wanted: Change,
): Promise<boolean> {
  if (found.State === wanted.State && found.Description === wanted.Description) return false;
  const GroupName = stackOf(stage);
  const update = new UpdateScheduleCommand({ ...wholeSchedule(found), GroupName, ...wanted });
  await clients.scheduler.send(update).catch((thrown: unknown) => {
    throw describeError(`Changing the schedule ${GroupName}/${found.Name}`, thrown);
  });
  return true;
}
