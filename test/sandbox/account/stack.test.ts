import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaults } from '../../../config/read-stage.ts';
import type { Config } from '../../../config/schema.ts';
import { schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { aws, start } from '../aws.ts';

/** The resources in a file of the stack; its references are not resolved. */
function stackFile(name: string) {
  const text = readFileSync(join(import.meta.dirname, `../../../stack/${name}.yml`), 'utf8');
  return parse(text.replaceAll(/\$\{sls:stage\}/g, 'sandbox'), { logLevel: 'silent' }).Resources;
}

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

  it('given the function, it has the environment variables of the stack', async () => {
    const { lambda } = aws();
    const FunctionName = 'access-key-sweeper-sandbox-sweep';
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(Environment?.Variables).toMatchObject({ NOTICES_TOPIC_ARN: topicArn, STAGE: 'sandbox' });
  });
});
