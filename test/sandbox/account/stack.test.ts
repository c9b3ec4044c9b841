import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaults } from '../../../config/read-stage.ts';
import type { Config } from '../../../config/schema.ts';
import { schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { aws, refusal, start } from '../aws.ts';

/** A file of the stack, its references left as they are written. */
function stackFile(name: string) {
  const text = readFileSync(join(import.meta.dirname, `../../../stack/${name}.yml`), 'utf8');
  return parse(text.replaceAll(/\$\{sls:stage\}/g, 'sandbox'), { logLevel: 'silent' }).Resources;
}

describe('what the stack makes', () => {
  it.each([
    ['sweep', 'WeeklySchedule'],
    ['no-sweep', 'Watchdog'],
  ])('given the schedule %s, it is as stack/schedule.yml has it', async (Name, resource) => {
    const { Description, FlexibleTimeWindow, State, Target, ...more } =
      stackFile('schedule')[resource].Properties;
    const { scheduler } = aws();
    const found = await scheduler.send(new GetScheduleCommand({ Name, GroupName: schedules.group }));
    expect(more.Name).toBe(Name);
    expect(found).toMatchObject({ Description, State, Target: { RetryPolicy: Target.RetryPolicy } });
    expect(found.Target?.Input).toBe(Target.Input);
    if (Name === 'no-sweep')
      expect(found).toMatchObject({ ...more, FlexibleTimeWindow, GroupName: schedules.group });
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

  it('given the function, it tells its role and its environment; another is not there', async () => {
    const { lambda } = aws();
    const configured = (FunctionName: string) =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(await configured('access-key-sweeper-sandbox-sweep')).toMatchObject({
      Role: sweepRoleArn,
      State: 'Active',
      Environment: { Variables: { NOTICES_TOPIC_ARN: topicArn, STAGE: 'sandbox' } },
    });
    expect(await refusal(configured('other'))).toBe('ResourceNotFoundException 404');
  });

  it('given its role, it is allowed whatever is asked for; another role is not there', async () => {
    const { iam } = aws();
    const simulate = (PolicySourceArn: string) =>
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn,
          ActionNames: ['iam:ListUsers', 'iam:GetAccountSummary'],
        }),
      );
    expect((await simulate(sweepRoleArn)).EvaluationResults).toEqual([
      { EvalActionName: 'iam:ListUsers', EvalResourceName: '*', EvalDecision: 'allowed' },
      { EvalActionName: 'iam:GetAccountSummary', EvalResourceName: '*', EvalDecision: 'allowed' },
    ]);
    expect(await refusal(simulate(`${sweepRoleArn}2`))).toBe('NoSuchEntityException 404');
  });
});
