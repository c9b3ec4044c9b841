import type { Account } from '../account/account.ts';
import type { Invocation } from '../account/function-log.ts';
import { failedQueue } from '../account/queues.ts';
import { schedules } from '../account/stack.ts';
import { checkFunction } from './lambda.ts';
import { ServiceError } from './service-error.ts';

type Input = { FunctionName?: string; InvocationType?: string; LogType?: string; Payload?: string };

/** What the protocol writes of an invocation: only the payload is in the body. */
export type InvokeOutput = {
  StatusCode: number;
  ExecutedVersion?: string;
  FunctionError?: string;
  LogResult?: string;
  Payload?: string;
};

/**
 * Runs the sweep with an event. `RequestResponse` waits for its end, `Event` answers at once and puts the event of a sweep that
 * fails into the queue, as `serverless.yml` says, `DryRun` runs nothing (Lambda API Reference, Invoke).
 */
export function invoke(account: Account, input: Input): Promise<InvokeOutput> {
  const { FunctionName = '', InvocationType = 'RequestResponse', LogType, Payload } = input;
  checkFunction(FunctionName);
  const event = eventIn(Payload || '{}');
  const run = account.runFunction;
  if (!run) throw new ServiceError('ResourceNotReadyException', 502, 'Nothing runs functions here.');
  switch (InvocationType) {
    case 'RequestResponse':
      return run(event).then((done) => answerOf(done, LogType === 'Tail'));
    case 'Event':
      void run(event).then((done) => keepFailure(account, event, done));
      return Promise.resolve({ StatusCode: 202 });
    case 'DryRun':
      return Promise.resolve({ StatusCode: 204 });
    default:
      // The page of Invoke names another error; AWS answers this one (ex_aws, pull request 442).
      throw new ServiceError(
        'ValidationException',
        400,
        `Value '${InvocationType}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set`,
      );
  }
}

function answerOf({ payload, isError, log }: Invocation, isTailWanted: boolean): InvokeOutput {
  return {
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    ...(isError && { FunctionError: 'Unhandled' }),
    // The last 4 KB (Lambda API Reference, Invoke, LogResult).
    ...(isTailWanted && { LogResult: Buffer.from(log).subarray(-4_096).toString('base64') }),
    Payload: JSON.stringify(payload),
  };
}

/**
 * Keeps a failed event as Lambda's destination for failures does (Lambda Developer Guide, "Invoking a function
 * asynchronously").
 */
function keepFailure(
  { queues, clock }: Account,
  requestPayload: unknown,
  { requestId, payload, isError }: Invocation,
): void {
  if (!isError) return;
  const functionArn = `${schedules.functionArn}:$LATEST`;
  const Body = JSON.stringify({
    version: '1.0',
    timestamp: clock.now().toISOString(),
    requestContext: { requestId, functionArn, condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: payload,
  });
  const message = { MessageId: requestId, Body, attributes: {}, sentAt: clock.now(), receives: 0 };
  queues.get(failedQueue)?.messages.push(message);
}

function eventIn(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    const what = 'Could not parse request body into json.';
    throw new ServiceError('InvalidRequestContentException', 400, what);
  }
}
