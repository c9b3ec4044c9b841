import { createHash } from 'node:crypto';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addMinutes } from 'date-fns/addMinutes';
import type { Sweep } from '../aws/deps.ts';
import { isCode, wrapError } from '../aws/errors.ts';
import type { Failure } from '../model/plan.ts';
import { shortList } from '../model/short-list.ts';
import type { SweepReport } from '../report/report.ts';
import type { Continuation, Part } from './plan-continuation.ts';

/** As long as a Lambda function can run, so that two continuations do not share IAM's rate. */
const gapInMinutes = 15;

/**
 * Schedules the later sweeps of a continuation, and returns the report with the users that they will sweep. A schedule that
 * could not be created is a failure in the report.
 */
export async function scheduleContinuation(
  report: SweepReport,
  { parts, error }: Continuation,
  sweep: Sweep,
): Promise<SweepReport> {
  const failures: Failure[] = error ? [{ error }] : [];
  const scheduled: Part[] = [];
  for (const [n, part] of parts.entries()) {
    try {
      await createSchedule(part, n, sweep);
      scheduled.push(part);
    } catch (thrown) {
      failures.push({
        error: wrapError(`Scheduling a sweep that goes on with ${shortList(part.users)}`, thrown),
      });
    }
  }
  return {
    ...report,
    failures: [...report.failures, ...failures],
    continued: scheduled.flatMap(({ users }) => users).toSorted(),
    forcedAgain: scheduled.filter(({ force }) => force).flatMap(({ users }) => users),
  };
}

/** Conflict means that a second delivery of the same event already created the schedule. */
async function createSchedule(part: Part, n: number, sweep: Sweep): Promise<void> {
  try {
    await sweep.deps.scheduler.send(scheduleOf(part, n, sweep));
  } catch (thrown) {
    if (!isCode(thrown, 'Conflict')) throw thrown;
  }
}

function scheduleOf(
  { inMinutes, ...part }: Part,
  n: number,
  { deps, delivery }: Sweep,
): CreateScheduleCommand {
  const { group, functionArn, roleArn, queueArn } = deps.schedules;
  const at = addMinutes(deps.clock(), inMinutes + n * gapInMinutes);
  const digest = createHash('sha256')
    .update(JSON.stringify([delivery, part.users, part.force, part.keys]))
    .digest('hex');
  return new CreateScheduleCommand({
    Name: `continue-${digest.slice(0, 40)}`,
    GroupName: group,
    Description: part.force
      ? `Replaces the keys of ${part.users.length} users at any age, as a person asked`
      : `Goes on with ${part.users.length} users that a sweep did not get done with`,
    ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: functionArn,
      RoleArn: roleArn,
      DeadLetterConfig: { Arn: queueArn },
      Input: JSON.stringify({ executionId: '<aws.scheduler.execution-id>', ...part }),
    },
  });
}
