import type { Account } from '../account.ts';
import { serveCall } from '../serve-call.ts';
import { ServiceError } from '../service-error.ts';
import { parseForm } from './form.ts';
import { toXml } from './xml.ts';

export type WireRequest = { headers: Record<string, string | undefined>; body: string };
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** The services that speak AWS Query, by the API version that a call names. */
const queryServices: Record<string, string> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2010-03-31': 'sns',
};

/** Answers one HTTP request in the protocol it came in. */
export function answer(account: Account, request: WireRequest): WireResponse {
  const signer = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const target = request.headers['x-amz-target'];
  if (target) return answerJson(account, target.split('.').at(-1) ?? '', request.body, signer);
  return answerQuery(account, parseForm(request.body), signer);
}

function answerQuery(
  account: Account,
  form: Record<string, unknown>,
  signer: string | undefined,
): WireResponse {
  const { Action, Version, ...input } = form;
  const operation = `${queryServices[String(Version)] ?? 'unknown'}:${Action}`;
  const headers = { 'content-type': 'text/xml' };
  const RequestId = `request-${account.history.length}`;
  try {
    const result = toXml(serveCall(account, operation, input, signer));
    const body = toXml({ ResponseMetadata: { RequestId } });
    return {
      status: 200,
      headers,
      body: `<${Action}Response><${Action}Result>${result}</${Action}Result>${body}</${Action}Response>`,
    };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
    return { status, headers, body: toXml({ ErrorResponse: { Error: error, RequestId } }) };
  }
}

function answerJson(account: Account, name: string, text: string, signer: string | undefined): WireResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  try {
    const input = JSON.parse(text || '{}') as Record<string, unknown>;
    return {
      status: 200,
      headers,
      body: JSON.stringify(serveCall(account, `secretsmanager:${name}`, input, signer)),
    };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    return { status, headers, body: JSON.stringify({ __type: code, message }) };
  }
}

/** What is no answer of a service (a fault that cuts the line, a bug) goes on up. */
function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}
