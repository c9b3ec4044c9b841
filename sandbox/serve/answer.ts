import { channel } from 'node:diagnostics_channel';
import type { Account } from '../account/account.ts';
import { ServiceError } from '../services/service-error.ts';
import { jsonType, messageOf } from '../wire/json.ts';
import { readCall } from '../wire/read-call.ts';
import type { WireCall, WireRequest } from '../wire/request.ts';
import { xmlOf } from '../wire/xml.ts';
import { invocationAnswer } from './invocation-answer.ts';
import { serveCall } from './serve-call.ts';

/** An HTTP response. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** A request and its answer, as everybody hears who subscribes to this channel of `node:diagnostics_channel`. */
export type Exchange = { request: WireRequest; answer: WireResponse };

export const exchanges = channel('access-key-sweeper:exchange');

/**
 * Returns the answer to one HTTP request, in its protocol; a promise of it if the call takes its time, as only Lambda's
 * Invoke does. Throws only what a fault throws, or a bug.
 */
export function answer(account: Account, request: WireRequest): WireResponse | Promise<WireResponse> {
  const RequestId = `request-${account.history.length}`;
  const call = readCall(request);
  const complete = ({ headers, ...rest }: WireResponse): WireResponse => {
    const answered = { ...rest, headers: { ...headers, 'x-amzn-requestid': RequestId } };
    exchanges.publish({ request, answer: answered } satisfies Exchange);
    return answered;
  };
  const written = writers[call.protocol](call, RequestId, () => serveCall(account, call));
  return written instanceof Promise ? written.then(complete) : complete(written);
}

const writers = { query: queryAnswer, json: jsonAnswer, rest: restAnswer };

function queryAnswer({ operation }: WireCall, RequestId: string, serve: () => object): WireResponse {
  const headers = { 'content-type': 'text/xml' };
  const [service = '', Action] = operation.split(':');
  try {
    const result = serve();
    // An operation without a result has no element for it.
    const wrapped = Object.keys(result).length > 0 && { [`${Action}Result`]: result };
    const body = { ...wrapped, ResponseMetadata: { RequestId } };
    return { status: 200, headers, body: xmlOf(service, `${Action}Response`, body) };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
    return { status, headers, body: xmlOf(service, 'ErrorResponse', { Error: error, RequestId }) };
  }
}

function jsonAnswer({ operation }: WireCall, _: string, serve: () => object): WireResponse {
  const [service = ''] = operation.split(':');
  const headers = { 'content-type': jsonType(service) };
  try {
    return { status: 200, headers, body: JSON.stringify(serve()) };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    return { status, headers, body: JSON.stringify({ __type: code, ...messageOf(service, code, message) }) };
  }
}

/** Unlike JSON 1.0 and 1.1, REST has the code of an error in a header. */
function restAnswer(
  { operation }: WireCall,
  _: string,
  serve: () => object,
): WireResponse | Promise<WireResponse> {
  const [service = ''] = operation.split(':');
  const headers = { 'content-type': 'application/json' };
  try {
    const output = serve();
    if (output instanceof Promise) return output.then(invocationAnswer);
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    const named = { ...headers, 'x-amzn-errortype': code };
    return { status, headers: named, body: JSON.stringify(messageOf(service, code, message)) };
  }
}

/** Returns an error that a service answers. Rethrows any other: a broken connection, a crash or a bug. */
function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}
