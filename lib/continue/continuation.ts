import { createHash } from 'node:crypto';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addMinutes } from 'date-fns/addMinutes';
import type { Sweep } from '../aws/deps.ts';
import { asError, failed, isCode } from '../aws/errors.ts';
import type { Asked, Failure } from '../model/types.ts';
import { chunkBySize, remainingUsers } from '../report/remaining.ts';
import type { SweepReport } from '../report/report.ts';

/** By then the intent marks of this sweep are an hour old (rule 2). */
const delayInMinutes = 70;
/** As long as Lambda runs, so that two continuations do not share IAM's rate. */
const gapInMinutes = 15;
/** By so much a laptop's clock and IAM's may differ, as in rule 4: a new key must not look older than its run. */
const clockErrorInMinutes = 5;

/** One event to send: users, and whether their keys are replaced whatever their age. */
type Part = Asked & { users: readonly string[] };

/**
 * Has Scheduler start one more sweep of the users that this one did not get done with, and gives the report
 * with what came of that. A sweep of named users that served none of them fails instead of going on for ever, unless it
 * is the one that a person forced.
 */
export async function goOn(report: SweepReport, asked: Asked, sweep: Sweep): Promise<SweepReport> {
  const forced = forcedAgain(report, sweep);
  const rest = remainingUsers(report).filter((user) => !forced.includes(user));
  const users = [...forced, ...rest].toSorted();
  // Who stops a sweep does not want it to go on by itself an hour later.
  if (users.length === 0 || sweep.deps.stop?.aborted) return report;
  const isFirst = !asked.users || (asked.force === true && !asked.madeBefore);
  if (!isFirst && users.length >= new Set(asked.users).size) {
    if (report.failures.length > 0) return report;
    const error = new Error(
      `Nothing came of sweeping ${list(users)} again; ${forced.length > 0 ? 'no later sweep forces them' : 'they wait for the next whole sweep'}`,
    );
    return { ...report, failures: [{ error }] };
  }
  const { madeBefore = addMinutes(sweep.now, -clockErrorInMinutes) } = asked;
  const { failures, scheduled } = await continueLater(
    [
      ...chunkBySize(forced).map((some) => ({ users: some, force: true, madeBefore })),
      ...chunkBySize(rest).map((some) => ({ users: some })),
    ],
    sweep,
  );
  return {
    ...report,
    failures: [...report.failures, ...failures],
    continued: users.filter((user) => scheduled.has(user)),
    forcedAgain: forced.filter((user) => scheduled.has(user)),
  };
}

/** Not what was only rehearsed: nobody expects it to be done later, should the mode change meanwhile. */
function forcedAgain({ unrotated }: SweepReport, { config }: Sweep): string[] {
  if (config.mode !== 'enforce') return [];
  return unrotated.filter(({ mayFollow }) => mayFollow).map(({ UserName }) => UserName);
}

/** A second delivery of the same invocation finds the schedule there, which is fine. */
async function continueLater(
  parts: readonly Part[],
  sweep: Sweep,
): Promise<{ failures: Failure[]; scheduled: ReadonlySet<string> }> {
  const failures: Failure[] = [];
  const scheduled: string[] = [];
  for (const [n, part] of parts.entries()) {
    try {
      await sweep.deps.scheduler.send(scheduleOf(part, n, sweep));
      scheduled.push(...part.users);
    } catch (thrown) {
      if (isCode(thrown, 'Conflict')) scheduled.push(...part.users);
      else {
        const error = failed(`Scheduling a sweep that goes on with ${list(part.users)}`, asError(thrown));
        failures.push({ error });
      }
    }
  }
  return { failures, scheduled: new Set(scheduled) };
}

function scheduleOf(part: Part, n: number, { deps, delivery }: Sweep): CreateScheduleCommand {
  const { group, functionArn, roleArn, queueArn } = deps.schedules;
  const at = addMinutes(deps.clock(), delayInMinutes + n * gapInMinutes);
  const digest = createHash('sha256')
    .update(JSON.stringify([delivery, part.users, part.force]))
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

function list(users: readonly string[]): string {
  return users.length > 3 ? `${users.slice(0, 3).join(', ')} and ${users.length - 3} more` : users.join(', ');
}
