import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { InputError } from '../../config/input-error.ts';
import type { Config } from '../../config/schema.ts';
import { asError, isCode } from '../../lib/aws/errors.ts';
import { required } from '../../lib/aws/whole-pages.ts';
import type { User } from '../../lib/model/user.ts';
import { everyUser } from '../../lib/read/inventory.ts';
import { watchdogOf, weeklyOf } from '../schedule/status.ts';
import type { Connection } from '../stage/connection.ts';
import { describeError } from '../stage/failure-text.ts';
import { readSchedule, readWeekly } from '../stage/schedules.ts';
import { stackOf, sweepRoleOf, watchdogName } from '../stage/stack-names.ts';
import { readTopic, type Topic } from '../stage/topics.ts';
import type { Check } from './checks-text.ts';
import { neededPermissions } from './needed-permissions.ts';
import { simulateRole } from './simulate-role.ts';
import { alertsVerdict, noticesVerdict, toldVerdict } from './subscriber-verdicts.ts';
import * as verdicts from './verdict.ts';

/** A stage where it should be deployed. `config` is undefined if its settings are invalid. */
export type Installation = Omit<Connection, 'config' | 'clients'> & {
  config: Config | undefined;
  partition: string;
  clients: Connection['clients'] & { lambda: LambdaClient };
};

/** Checks each part of a deployed stage by itself: a check that fails does not stop the others. Changes nothing. */
export function checkInstallation(installation: Installation, now: Date): Promise<Check[]> {
  const { stage, config } = installation;
  const weekly = readWeekly(installation);
  const watchdog = readSchedule(installation, watchdogName);
  const watched = watchdog.then((one) => (one ? watchdogOf(one, now) : null));
  const role = roleOf(installation);
  // Together, because neither is looked at without the other.
  const swept = config && { config, users: listUsers(installation) };
  const notices = topicOf(installation, 'notices');
  const place = { environment: stage, accountId: installation.accountId };
  return Promise.all([
    check('function', async () =>
      verdicts.roleVerdict(
        `${stackOf(stage)}-sweep`,
        nameOf(await role),
        sweepRoleOf(stage, installation.region),
      ),
    ),
    check('permissions', async () => {
      if (!config) return verdicts.bad('Not looked at, because they depend on the settings.');
      const arn = await role.catch(() => undefined);
      if (!arn) return verdicts.bad("Not looked at, because the function's role is not known.");
      const found = await Promise.allSettled([weekly, watchdog]);
      const scheduleRoles = found.flatMap((one) =>
        one.status === 'fulfilled' ? (one.value?.Target?.RoleArn ?? []) : [],
      );
      const needed = neededPermissions(config, { ...installation, scheduleRoles });
      return verdicts.permissionsVerdict(
        nameOf(arn),
        await simulateRole(installation.clients.iam, arn, needed),
      );
    }),
    check('who is swept', async () =>
      swept
        ? verdicts.settingsVerdict(await swept.users, swept.config, now)
        : verdicts.bad('Not looked at, because they are settings.'),
    ),
    check('weekly schedule', async () => verdicts.weeklyVerdict(weeklyOf(await weekly, now), stage)),
    check('missing sweeps', async () => verdicts.watchdogVerdict(await watched, stage)),
    check('last sweep', async () =>
      config
        ? verdicts.lastSweepVerdict(await watched, config, now)
        : verdicts.bad('Not looked at, because how old it may be is a setting.'),
    ),
    check('notices topic', async () => noticesVerdict(await notices, { ...place, mode: config?.mode })),
    check('who is told', async () =>
      swept
        ? toldVerdict(await swept.users, await notices, { ...place, config: swept.config, now })
        : verdicts.bad('Not looked at, because it depends on who is swept.'),
    ),
    check('alerts topic', async () => alertsVerdict(await topicOf(installation, 'alerts'))),
  ]);
}

/**
 * Returns the result of `look`. If it throws, the check is not ok and its sentence is the error. Rethrows an
 * InputError.
 */
export async function check(about: string, look: () => Promise<verdicts.Verdict>): Promise<Check> {
  try {
    return { about, ...(await look()) };
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    // The message of any other error is a sentence for people already.
    const isOfAws = thrown instanceof Error && '$metadata' in thrown;
    const { message } = isOfAws ? describeError(`Looking at the ${about}`, thrown) : asError(thrown);
    return { about, ...verdicts.bad(message) };
  }
}

async function roleOf({ clients, stage, region, accountId }: Installation): Promise<string> {
  const FunctionName = `${stackOf(stage)}-sweep`;
  try {
    const { Role, State } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (State !== undefined && !['Active', 'Inactive'].includes(State))
      throw new Error(`${FunctionName} is ${State}. Look at it in the Lambda console, or deploy again.`);
    return required(Role, 'GetFunctionConfiguration', 'Role');
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceNotFound')) throw thrown;
    throw new Error(
      `There is no function ${FunctionName} in account ${accountId}, ${region}. Deploy it ` +
        `(npm exec -- serverless deploy --stage ${stage}), or name its region with --region.`,
      { cause: thrown },
    );
  }
}

/** Names and paths only: keys and tags are not read. */
async function listUsers({ clients }: Installation): Promise<User[]> {
  const users: User[] = [];
  for await (const { UserName, UserId, Path } of everyUser(clients)) {
    users.push({
      UserName: required(UserName, 'ListUsers', 'UserName'),
      UserId: required(UserId, 'ListUsers', 'UserId'),
      Path: required(Path, 'ListUsers', 'Path'),
      ...{ keys: [], evidence: undefined, forced: false },
    });
  }
  return users;
}

async function topicOf(installation: Installation, name: 'notices' | 'alerts'): Promise<Topic> {
  try {
    return await readTopic(installation, name);
  } catch (thrown) {
    if (!isCode(thrown, 'NotFound')) throw thrown;
    const { stage } = installation;
    throw new Error(
      `There is no topic ${stackOf(stage)}-${name} here. Deploy it (npm exec -- serverless deploy --stage ${stage}).`,
      { cause: thrown },
    );
  }
}

function nameOf(roleArn: string): string {
  return roleArn.replace(/^.*\//, '');
}
