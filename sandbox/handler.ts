import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { Account } from './account.ts';
import { answer } from './wire/answer.ts';

const decoder = new TextDecoder();

type Request = { headers: Record<string, string>; body?: unknown };

/** The account as an SDK `requestHandler`: the whole path of the SDK but for the sockets. */
export function requestHandler(account: Account): NonNullable<IAMClientConfig['requestHandler']> {
  return {
    handle: async ({ headers, body }: Request) => {
      const { status, ...response } = answer(account, { headers, body: textOf(body) });
      return {
        response: { statusCode: status, headers: response.headers, body: Buffer.from(response.body) },
      };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  } as NonNullable<IAMClientConfig['requestHandler']>;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : decoder.decode(body as Uint8Array | undefined);
}
