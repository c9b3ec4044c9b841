import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { Account } from '../account/account.ts';
import { Crash } from '../faults/inject-faults.ts';
import type { WireRequest } from '../wire/request.ts';
import { answer } from './answer.ts';

const decoder = new TextDecoder();

type Request = {
  method: string;
  path: string;
  query?: Record<string, string>;
  headers: Record<string, string>;
  body?: unknown;
};

/**
 * Returns the account as a `requestHandler` of SDK clients: the SDK does all its work, but nothing goes over a socket.
 * After a crash it calls `onCrash` and never answers again, so that the caller waits for ever, as if it had ended.
 */
export function requestHandler(
  account: Account,
  onCrash: (crash: Crash) => void = () => {},
): NonNullable<IAMClientConfig['requestHandler']> {
  let hasCrashed = false;
  const answerOrCrash = (request: WireRequest) => {
    try {
      return answer(account, request);
    } catch (thrown) {
      if (!(thrown instanceof Crash)) throw thrown;
      hasCrashed = true;
      onCrash(thrown);
      return undefined;
    }
  };
  return {
    handle: async ({ method, path, query, headers, body }: Request) => {
      const request = {
        method,
        path: withQuery(path, query),
        headers: inLowerCase(headers),
        body: textOf(body),
      };
      const answering = hasCrashed ? undefined : answerOrCrash(request);
      if (!answering) return new Promise(() => {});
      // Waiting also for what is there would change the order of calls that run at the same time.
      const { status, ...response } = answering instanceof Promise ? await answering : answering;
      return {
        response: { statusCode: status, headers: response.headers, body: Buffer.from(response.body) },
      };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  } as NonNullable<IAMClientConfig['requestHandler']>;
}

function withQuery(path: string, query: Record<string, string> = {}): string {
  const text = `${new URLSearchParams(query)}`;
  return text ? `${path}?${text}` : path;
}

function inLowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : decoder.decode(body as Uint8Array | undefined);
}
