import type { Account } from '../account/account.ts';
import { ServiceError } from '../services/service-error.ts';
import { readCall } from '../wire/read-call.ts';
import type { WireCall, WireRequest } from '../wire/request.ts';
import { toXml } from '../wire/xml.ts';
import { serveCall } from './serve-call.ts';

/** An HTTP response. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** Returns the answer to one HTTP request, in its protocol. Throws only what a fault throws, or a bug. */
export function answer(account: Account, request: WireRequest): WireResponse {
  const RequestId = `request-${account.history.length}`;
  const call = readCall(request);
  const write = call.protocol === 'query' ? queryAnswer : jsonAnswer;
  const { headers, ...rest } = write(call, RequestId, () => serveCall(account, call));
  return { ...rest, headers: { ...headers, 'x-amzn-requestid': RequestId } };
}

function queryAnswer({ operation }: WireCall, RequestId: string, serve: () => object): WireResponse {
  const headers = { 'content-type': 'text/xml' };
  const Action = operation.split(':')[1];
  try {
    const body = {
      [`${Action}Response`]: { [`${Action}Result`]: serve(), ResponseMetadata: { RequestId } },
    };
    return { status: 200, headers, body: toXml(body) };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
    return { status, headers, body: toXml({ ErrorResponse: { Error: error, RequestId } }) };
  }
}

function jsonAnswer(_: WireCall, __: string, serve: () => object): WireResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  try {
    return { status: 200, headers, body: JSON.stringify(serve()) };
  } catch (thrown) {
    const { code, status, message } = asServiceError(thrown);
    // REST/JSON has the code of an error in a header, JSON 1.1 has it in the body.
    const named = { ...headers, 'x-amzn-errortype': code };
    return { status, headers: named, body: JSON.stringify({ __type: code, message }) };
  }
}

/** Returns an error that a service answers. Rethrows any other: a broken connection, a crash or a bug. */
function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}
