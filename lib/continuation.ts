import { createHash } from 'node:crypto';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addMinutes } from 'date-fns/addMinutes';
import type { Sweep } from './deps.ts';
import { asError, failed, isCode } from './errors.ts';
import { chunkBySize, remainingUsers } from './remaining.ts';
import type { SweepReport } from './report.ts';
import type { Failure } from './types.ts';

/** By then the intent marks of this sweep are an hour old (rule 2). */
const delayInMinutes = 70;
/** As long as Lambda runs, so that two continuations do not share IAM's rate. */
const gapInMinutes = 15;

/**
 * Has Scheduler start one more sweep of the users that this one did not get done with, and gives the report
 * with what came of that. A sweep of named users that served none of them fails instead of going on for ever.
 */
export async function goOn(
  report: SweepReport,
  named: readonly string[] | undefined,
  sweep: Sweep,
): Promise<SweepReport> {
  const users = remainingUsers(report);
  // Who stops a sweep does not want it to go on by itself an hour later.
  if (users.length === 0 || sweep.deps.stop?.aborted) return report;
  if (named && users.length >= new Set(named).size) {
    if (report.failures.length > 0) return report;
    const error = new Error(
      `Nothing came of sweeping ${list(users)} again; they wait for the next whole sweep`,
    );
    return { ...report, failures: [{ error }] };
  }
  const failures = await continueLater(users, sweep);
  return {
    ...report,
    failures: [...report.failures, ...failures],
    continued: failures.length > 0 ? [] : users,
  };
}

/** A second delivery of the same invocation finds the schedule there, which is fine. */
async function continueLater(users: readonly string[], sweep: Sweep): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const [n, some] of chunkBySize(users).entries()) {
    await sweep.deps.scheduler.send(scheduleOf(some, n, sweep)).catch((thrown: unknown) => {
      if (isCode(thrown, 'Conflict')) return;
      failures.push({ error: failed(`Scheduling a sweep that goes on with ${list(some)}`, asError(thrown)) });
    });
  }
  return failures;
}

function scheduleOf(users: readonly string[], n: number, { deps, delivery }: Sweep): CreateScheduleCommand {
  const { group, functionArn, roleArn, queueArn } = deps.schedules;
  const at = addMinutes(deps.clock(), delayInMinutes + n * gapInMinutes);
  const digest = createHash('sha256')
    .update(JSON.stringify([delivery, users]))
    .digest('hex');
  return new CreateScheduleCommand({
    Name: `continue-${digest.slice(0, 40)}`,
    GroupName: group,
    Description: `Goes on with ${users.length} users that a sweep did not get done with`,
    ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: functionArn,
      RoleArn: roleArn,
      DeadLetterConfig: { Arn: queueArn },
      Input: JSON.stringify({ executionId: '<aws.scheduler.execution-id>', users }),
    },
  });
}

function list(users: readonly string[]): string {
  return users.length > 3 ? `${users.slice(0, 3).join(', ')} and ${users.length - 3} more` : users.join(', ');
}
