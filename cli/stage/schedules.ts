import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  paginateListSchedules,
} from '@aws-sdk/client-scheduler';
import { isCode } from '../../lib/aws/errors.ts';
import type { Connection } from './connection.ts';
import { told } from './failure-text.ts';
import { stackOf, weeklyName } from './stack-names.ts';

type Where = Pick<Connection, 'clients' | 'stage' | 'accountId' | 'region'>;

/** The weekly schedule of a stage. Throws if there is none, because then the stage is not deployed here. */
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

/** A schedule of a stage by its name; undefined if there is none. */
export async function readSchedule(
  { clients, stage }: Where,
  Name: string,
): Promise<GetScheduleCommandOutput | undefined> {
  const GroupName = stackOf(stage);
  try {
    return await clients.scheduler.send(new GetScheduleCommand({ Name, GroupName }));
  } catch (thrown) {
    if (isCode(thrown, 'ResourceNotFound')) return undefined;
    throw told(`Reading the schedule ${GroupName}/${Name}`, thrown);
  }
}

/** The sweeps that will go on with what others did not get done with. */
export async function readContinuations(where: Where): Promise<GetScheduleCommandOutput[]> {
  const found = await Promise.all((await namesOf(where)).map((name) => readSchedule(where, name)));
  // One that starts meanwhile is deleted by Scheduler.
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
    throw told(`Listing the schedules of ${GroupName}`, thrown);
  }
  return names;
}
