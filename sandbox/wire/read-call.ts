import { parseForm } from './form.ts';
import type { WireCall, WireRequest } from './request.ts';
import { readRest } from './rest.ts';

/** The services of the AWS Query protocol, by the API version that a call names. */
const queryServices: Record<string, string> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2010-03-31': 'sns',
  '2010-05-15': 'cloudformation',
};

/** The services of the JSON protocol, by the target that a call names; Secrets Manager has its own name there. */
const targets: Record<string, string> = {
  AmazonSQS: 'sqs',
  AWSOrganizationsV20161128: 'organizations',
  Logs_20140328: 'logs',
};

/** Returns the call in a request: JSON if it has a target header, Query if its body is a form, otherwise REST. */
export function readCall(request: WireRequest): WireCall {
  const { headers, method, path, body } = request;
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const [service = '', name] = target.split('.');
    const operation = `${targets[service] ?? service}:${name}`;
    return { protocol: 'json', operation, input: parseJson(body), request };
  }
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const call = readRest(request, parseJson(body)) ?? { operation: `rest:${method} ${path}`, input: {} };
    return { protocol: 'rest', ...call, request };
  }
  const { Action, Version, ...input } = parseForm(body);
  const service = queryServices[String(Version)] ?? `version ${Version}`;
  return { protocol: 'query', operation: `${service}:${Action}`, input, request };
}

/** Returns the fields of a JSON body; none if it is not JSON, so that the operation refuses the call. */
function parseJson(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
