import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../account/account.ts';
import { answer } from './answer.ts';

/**
 * Serves every service of the account at one address of 127.0.0.1; port 0 takes a free port. Each answer is sent `latencyMs`
 * after the call was executed. Returns the address and a function that stops the server. Rejects if the port is taken.
 */
export async function serve(
  account: Account,
  port = 0,
  latencyMs = 0,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request;
    const headers = request.headers as Record<string, string | undefined>;
    try {
      const answered = await answer(account, { method, path, headers, body: await text(request) });
      if (latencyMs > 0) await sleep(latencyMs);
      response.writeHead(answered.status, answered.headers).end(answered.body);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  account.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: account.url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
