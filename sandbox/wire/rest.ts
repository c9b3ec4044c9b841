import type { WireRequest } from './request.ts';

type Route = [method: string, path: RegExp, operation: string, named?: string];

/** The REST calls that the sandbox serves; `named` is the input field in the path. */
const routes: readonly Route[] = [
  ['POST', /^\/schedules\/([^/]+)$/, 'scheduler:CreateSchedule', 'Name'],
  ['GET', /^\/schedules\/([^/]+)$/, 'scheduler:GetSchedule', 'Name'],
  ['PUT', /^\/schedules\/([^/]+)$/, 'scheduler:UpdateSchedule', 'Name'],
  ['DELETE', /^\/schedules\/([^/]+)$/, 'scheduler:DeleteSchedule', 'Name'],
  ['GET', /^\/schedules$/, 'scheduler:ListSchedules'],
  [
    'GET',
    /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
    'lambda:GetFunctionConfiguration',
    'FunctionName',
  ],
];

/** Input fields that have another name in the query. */
const inQuery: Record<string, string> = { groupName: 'GroupName', ScheduleGroup: 'GroupName' };

/** Returns the operation and input of a REST call, the protocol of Scheduler and Lambda; undefined if there is none. */
export function readRest({ method, path }: WireRequest, body: Record<string, unknown>) {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const route = routes.find(([verb, form]) => verb === method && form.test(pathname));
  if (!route) return undefined;
  const [, form, operation, named] = route;
  const value = decodeURIComponent(form.exec(pathname)?.[1] ?? '');
  const query = [...searchParams].map(([name, text]) => [inQuery[name] ?? name, text]);
  return { operation, input: { ...body, ...Object.fromEntries(query), ...(named && { [named]: value }) } };
}
