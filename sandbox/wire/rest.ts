import type { WireRequest } from './request.ts';

type Route = [method: string, path: RegExp, operation: string, named?: string, payload?: string];

/** The REST calls that the sandbox serves; `named` is the input field in the path, `payload` the one that is the whole body. */
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
  ['POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, 'lambda:Invoke', 'FunctionName', 'Payload'],
];

/** Input fields that are in a header. */
const inHeaders: Record<string, string> = {
  'x-amz-invocation-type': 'InvocationType',
  'x-amz-log-type': 'LogType',
};

/** Input fields that have another name in the query. */
const inQuery: Record<string, string> = { groupName: 'GroupName', ScheduleGroup: 'GroupName' };

/** Returns the operation and input of a REST call, the protocol of Scheduler and Lambda; undefined if there is none. */
export function readRest(request: WireRequest, body: Record<string, unknown>) {
  const { method, path, headers } = request;
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const route = routes.find(([verb, form]) => verb === method && form.test(pathname));
  if (!route) return undefined;
  const [, form, operation, named, payload] = route;
  const value = decodeURIComponent(form.exec(pathname)?.[1] ?? '');
  const query = [...searchParams].map(([name, text]) => [inQuery[name] ?? name, text]);
  const sent = Object.entries(inHeaders).flatMap(([header, name]) => {
    const text = headers[header];
    return text === undefined ? [] : [[name, text]];
  });
  return {
    operation,
    input: {
      ...(payload ? { [payload]: request.body } : body),
      ...Object.fromEntries([...query, ...sent]),
      ...(named && { [named]: value }),
    },
  };
}
