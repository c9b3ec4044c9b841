import { parseForm } from './form.ts';
import type { WireCall, WireRequest } from './request.ts';
import { readRest } from './rest.ts';

/** The services that speak AWS Query, by the API version that a call names. */
const queryServices: Record<string, string> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2010-03-31': 'sns',
};

/** Reads what a request asks for: JSON by its target, Query by its form, anything else is REST. */
export function readCall(request: WireRequest): WireCall {
  const { headers, method, path, body } = request;
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    return { protocol: 'json', operation: target.replace('.', ':'), input: parseJson(body), request };
  }
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const call = readRest(request, parseJson(body)) ?? { operation: `rest:${method} ${path}`, input: {} };
    return { protocol: 'rest', ...call, request };
  }
  const { Action, Version, ...input } = parseForm(body);
  const service = queryServices[String(Version)] ?? `version ${Version}`;
  return { protocol: 'query', operation: `${service}:${Action}`, input, request };
}

/** What cannot be read has no fields, so that the operation misses what it needs. */
function parseJson(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
