import { schedules } from './stack.ts';

/** A line that the function logged. */
export type LogEvent = { at: Date; logStreamName: string; message: string };

/** The group into which the function logs, as Lambda names it. */
export const logGroupName = `/aws/lambda/${schedules.group}-sweep`;

/** What became of an invocation: what the function returned or, as Lambda words it, its error. */
export type Invocation = { requestId: string; payload: unknown; isError: boolean; log: string };
