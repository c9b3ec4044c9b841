import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { Account } from './account.ts';
import { answer } from './wire/answer.ts';

const decoder = new TextDecoder();

type Request = { method: string; path: string; headers: Record<string, string>; body?: unknown };

/** The account as an SDK `requestHandler`: the whole path of the SDK but for the sockets. */
export function requestHandler(account: Account): NonNullable<IAMClientConfig['requestHandler']> {
  return {
    handle: async ({ method, path, headers, body }: Request) => {
      const request = { method, path, headers: inLowerCase(headers), body: textOf(body) };
      const { status, ...response } = answer(account, request);
      return {
        response: { statusCode: status, headers: response.headers, body: Buffer.from(response.body) },
      };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  } as NonNullable<IAMClientConfig['requestHandler']>;
}

function inLowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : decoder.decode(body as Uint8Array | undefined);
}
