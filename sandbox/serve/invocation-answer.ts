import type { InvokeOutput } from '../services/lambda-invoke.ts';

type Answer = { status: number; headers: Record<string, string>; body: string };

/** Returns the answer to Lambda's Invoke: the payload is the body, the rest are headers (Lambda API Reference, Invoke). */
export function invocationAnswer(output: InvokeOutput): Answer {
  const { StatusCode, ExecutedVersion, FunctionError, LogResult, Payload = '' } = output;
  return {
    status: StatusCode,
    headers: {
      'content-type': 'application/json',
      ...(ExecutedVersion && { 'x-amz-executed-version': ExecutedVersion }),
      ...(FunctionError && { 'x-amz-function-error': FunctionError }),
      ...(LogResult && { 'x-amz-log-result': LogResult }),
    },
    body: Payload,
  };
}
