import { addMinutes } from 'date-fns/addMinutes';
import { parseEvent } from '../../config/parse-event.ts';
import type { Config } from '../../config/schema.ts';
import { sweep } from '../../lib/sweep.ts';
import type { Account } from '../account/account.ts';
import type { Invocation } from '../account/function-log.ts';
import { nonceOf } from '../account/ids.ts';
import { stage } from '../account/stack.ts';
import { sandboxDeps } from './run-sweeps.ts';

/** As `serverless.yml` says. */
const timeoutMinutes = 15;

/** Returns the sweep's function: run with an event, it sweeps this account, and logs as Lambda and the function do. */
export function sweepFunction(account: Account, config: Config): (event: unknown) => Promise<Invocation> {
  return async (event) => {
    const now = account.clock.now();
    const requestId = uuid(nonceOf(account));
    const write = logOf(account, requestId);
    const log = (message: string, fields: object = {}, level = 'INFO') =>
      write.line(JSON.stringify({ level, message, ...about(account, requestId), ...fields }));
    write.line(`START RequestId: ${requestId} Version: $LATEST`);
    const outcome = await run(account, config, { event, requestId, log });
    if (outcome.isError)
      write.line(`${now.toISOString()}\t${requestId}\tERROR\t${JSON.stringify(outcome.payload)}`);
    const ms = account.clock.now().getTime() - now.getTime();
    write.line(`END RequestId: ${requestId}`);
    write.line(`REPORT RequestId: ${requestId}\tDuration: ${ms} ms\tMemory Size: 512 MB`);
    return { requestId, ...outcome, log: write.text() };
  };
}

type Asked = { event: unknown; requestId: string; log: (message: string, fields?: object) => void };

async function run(account: Account, config: Config, { event, requestId, log }: Asked) {
  const now = account.clock.now();
  const { callsPerSecond } = config.limits;
  try {
    const { executionId, ...asked } = parseEvent(event);
    log('sweep', { executionId, ...asked });
    const end = addMinutes(now, timeoutMinutes);
    const deps = { ...sandboxDeps(account, { callsPerSecond }), log };
    const { counts } = await sweep(deps, config, {
      ...asked,
      id: requestId,
      now,
      end,
      delivery: executionId,
    });
    return { payload: counts, isError: false };
  } catch (thrown) {
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { payload: { errorType: name, errorMessage: message, trace: [] }, isError: true };
  }
}

/** Adds lines to the function's log, in a stream of this invocation, and keeps them. */
function logOf({ logEvents, clock }: Account, requestId: string) {
  const logStreamName = `${clock.now().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${requestId.replaceAll('-', '')}`;
  const lines: string[] = [];
  return {
    line: (message: string) => {
      lines.push(`${message}\n`);
      logEvents.push({ at: clock.now(), logStreamName, message });
    },
    text: () => lines.join(''),
  };
}

/** What the function's logger adds to each line. */
function about({ clock }: Account, function_request_id: string) {
  return {
    timestamp: clock.now().toISOString(),
    service: 'access-key-sweeper',
    environment: stage,
    function_request_id,
  };
}

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
