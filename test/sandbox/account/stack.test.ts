import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaults } from '../../../config/read-stage.ts';
import type { Config } from '../../../config/schema.ts';
import { deployedQueues } from '../../../sandbox/account/queues.ts';
import { schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { stackOutputs } from '../../../sandbox/account/stack-outputs.ts';
import { aws, start } from '../aws.ts';

const stackFolder = join(import.meta.dirname, '../../../stack');

/** A file of the stack; its references are not resolved. */
function parsed(file: string) {
  const text = readFileSync(join(stackFolder, file), 'utf8');
  return parse(text.replaceAll(/\$\{sls:stage\}/g, 'sandbox'), { logLevel: 'silent' });
}

/** The resources in a file of the stack. */
const stackFile = (name: string) => parsed(`${name}.yml`).Resources;

describe('what the stack makes', () => {
  it.each([
    ['sweep', 'WeeklySchedule'],
    ['no-sweep', 'Watchdog'],
  ])('given the schedule %s, it is as in stack/schedule.yml', async (Name, resource) => {
    const { Description, FlexibleTimeWindow, State, Target, ...more } = stackFile('schedule')[resource].Properties;
    const { scheduler } = aws();
    const found = await scheduler.send(new GetScheduleCommand({ Name, GroupName: schedules.group }));
    expect(more.Name).toBe(Name);
    expect(found).toMatchObject({ Description, State, Target: { RetryPolicy: Target.RetryPolicy } });
    expect(found.Target?.Input).toBe(Target.Input);
    if (Name === 'no-sweep') expect(found).toMatchObject({ ...more, FlexibleTimeWindow, GroupName: schedules.group });
    expect(found.CreationDate).toEqual(start);
  });

  it('given the weekly schedule, it is when the default settings say', async () => {
    const { deploy } = defaults() as Config;
    const { scheduler } = aws();
    const found = await scheduler.send(new GetScheduleCommand({ Name: 'sweep', GroupName: schedules.group }));
    expect(found).toMatchObject({
      ScheduleExpression: deploy.schedule,
      ScheduleExpressionTimezone: deploy.timezone,
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: deploy.flexibleMinutes },
    });
  });

  it('given the outputs, they are those of stack/*.yml', () => {
    const files = globSync('*.yml', { cwd: stackFolder });
    const outputs = files.flatMap((file) => Object.keys(parsed(file).Outputs ?? {}));
    expect(Object.keys(stackOutputs).toSorted()).toEqual(outputs.toSorted());
  });

  it('given the queues, they are those of stack/queues.yml', () => {
    const names = Object.values<{ Properties: { QueueName: string } }>(stackFile('queues')).map(({ Properties }) => Properties.QueueName);
    expect([...deployedQueues().keys()]).toEqual(names.map((name) => name.replace(/^.*?-/, 'access-key-sweeper-')));
  });

  it('given the function, it has the environment variables of the stack', async () => {
    const { lambda } = aws();
    const FunctionName = 'access-key-sweeper-sandbox-sweep';
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(Environment?.Variables).toMatchObject({ NOTICES_TOPIC_ARN: topicArn, STAGE: 'sandbox' });
  });
});
