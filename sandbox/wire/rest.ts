import type { WireRequest } from './request.ts';

const operations: Record<string, string> = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  PUT: 'UpdateSchedule',
};

/** What a call in REST asks of Scheduler, the one service here that speaks it; undefined if it is no such call. */
export function readRest({ method, path }: WireRequest, body: Record<string, unknown>) {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const [, Name] = /^\/schedules\/([^/]+)$/.exec(pathname) ?? [];
  const operation = operations[method];
  if (!Name || !operation) return undefined;
  const GroupName = searchParams.get('groupName');
  const input = { ...body, Name: decodeURIComponent(Name), ...(GroupName && { GroupName }) };
  return { operation: `scheduler:${operation}`, input };
}
