import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  paginateListSchedules,
} from '@aws-sdk/client-scheduler';
import { isCode } from '../../lib/aws/errors.ts';
import type { Connection } from './connection.ts';
import { describeError } from './failure-text.ts';
import { stackOf, weeklyName } from './stack-names.ts';

type Where = Pick<Connection, 'clients' | 'stage' | 'accountId' | 'region'>;

/** Returns the weekly schedule of a stage. Throws if there is none: the stage is then not deployed here. */
export async function readWeekly(where: Where): Promise<GetScheduleCommandOutput> {
  const found = await readSchedule(where, weeklyName);
  if (found) return found;
  const { stage, accountId, region } = where;
  throw new Error(
    `The stage ${stage} is not deployed to account ${accountId} in ${region}: there is no schedule ` +
      `${stackOf(stage)}/${weeklyName}. Deploy it (npm exec -- serverless deploy --stage ${stage}), or name its ` +
      'region with --region.',
  );
}

/** Returns a schedule of a stage by its name. Undefined if there is none. */
export async function readSchedule(
  { clients, stage }: Where,
  Name: string,
): Promise<GetScheduleCommandOutput | undefined> {
  const GroupName = stackOf(stage);
  try {
    return await clients.scheduler.send(new GetScheduleCommand({ Name, GroupName }));
  } catch (thrown) {
    if (isCode(thrown, 'ResourceNotFound')) return undefined;
    throw describeError(`Reading the schedule ${GroupName}/${Name}`, thrown);
  }
}

/** Returns the one-time schedules of the stage's continuations. Empty if none waits. */
export async function readContinuations(where: Where): Promise<GetScheduleCommandOutput[]> {
  const found = await Promise.all((await namesOf(where)).map((name) => readSchedule(where, name)));
  // Scheduler deletes a continuation when it starts, which may be between the two calls.
  return found.filter((one) => one !== undefined);
}

async function namesOf({ clients, stage }: Where): Promise<string[]> {
  const GroupName = stackOf(stage);
  const input = { GroupName, NamePrefix: 'continue-' };
  const names: string[] = [];
  try {
    for await (const { Schedules = [] } of paginateListSchedules({ client: clients.scheduler }, input))
      names.push(...Schedules.flatMap(({ Name }) => Name ?? []));
  } catch (thrown) {
    throw describeError(`Listing the schedules of ${GroupName}`, thrown);
  }
  return names;
}
