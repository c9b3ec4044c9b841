import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { scheduleContinuation } from '../../../lib/continue/schedule-continuation.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import { first } from '../../tools/builders.ts';
import { awsError, mockedSweep } from '../../tools/mocked-sweep.ts';

const report = { failures: [], continued: [], forcedAgain: [] } as unknown as SweepReport;
const forced = { users: ['eve'], force: true, keys: [first] };
const plain = { users: ['bob', 'al'] };
const parts = [
  { ...forced, inMinutes: 70 },
  { ...plain, inMinutes: 70 },
];

describe('scheduling a continuation', () => {
  it('given two parts, each is one schedule, the second a Lambda run later', async () => {
    const { sweep, scheduler } = mockedSweep();
    const { continued, forcedAgain, failures } = await scheduleContinuation(report, { parts }, sweep);
    expect({ continued, forcedAgain, failures }).toEqual({ continued: ['al', 'bob', 'eve'], forcedAgain: ['eve'], failures: [] });
    const inputs = scheduler.commandCalls(CreateScheduleCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['at(2026-11-24T07:10:00)', 'at(2026-11-24T07:25:00)']);
    expect(inputs.map(({ Target }) => JSON.parse(Target?.Input ?? ''))).toEqual([
      { executionId: '<aws.scheduler.execution-id>', ...forced },
      { executionId: '<aws.scheduler.execution-id>', ...plain },
    ]);
    expect(new Set(inputs.map(({ Name }) => Name)).size, 'names').toBe(2);
  });

  it('given the schedule is there already, because the event was delivered twice, that is no failure', async () => {
    const { sweep, scheduler } = mockedSweep();
    scheduler.on(CreateScheduleCommand).rejects(awsError('ConflictException'));
    const { continued, failures } = await scheduleContinuation(report, { parts: parts.slice(1) }, sweep);
    expect({ continued, failures }).toEqual({ continued: ['al', 'bob'], failures: [] });
  });

  it('given one schedule cannot be created, that is a failure, and the other users are continued', async () => {
    const { sweep, scheduler } = mockedSweep();
    scheduler.on(CreateScheduleCommand).rejectsOnce(awsError('AccessDeniedException')).resolves({});
    const ended = await scheduleContinuation(report, { parts }, sweep);
    expect(ended).toMatchObject({ continued: ['al', 'bob'], forcedAgain: [] });
    expect(ended.failures.map(({ error }) => error.message)).toEqual([
      'Scheduling a sweep that goes on with eve failed: AccessDeniedException: AccessDeniedException by AWS',
    ]);
  });

  it('given an error instead of parts, it is a failure and nothing is sent', async () => {
    const { sweep, scheduler } = mockedSweep();
    const error = new Error('Nothing came of it');
    const ended = await scheduleContinuation(report, { parts: [], error }, sweep);
    expect(ended.failures).toEqual([{ error }]);
    expect(scheduler.calls()).toEqual([]);
  });
});
