import { styleText } from 'node:util';
import type { Config } from '../../config/schema.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { sweepFunction } from '../../sandbox/run/sweep-function.ts';
import { noticeOf } from '../../sandbox/run/sweep-record.ts';
import { operations } from '../../sandbox/serve/operations.ts';
import { serve } from '../../sandbox/serve/server.ts';
import { columnsOf, wrap } from '../terminal/width.ts';
import { mailText, noticeText } from './record-text.ts';

/**
 * Serves the account on 127.0.0.1 and prints what is published to its topics and what SNS mails, until SIGINT or
 * SIGTERM; its clock moves on with the real one. Returns 0. Throws if the port is taken.
 */
export async function serveUntilStopped(account: Account, config: Config, port = 0): Promise<number> {
  account.runFunction = sweepFunction(account, config);
  const server = await serve(account, port).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'something else listens there' : cause.message;
    throw new Error(`Port ${port} of 127.0.0.1 cannot be had: ${why}. Name another with --port.`, { cause });
  });
  let shown = account.published.length;
  let mailed = 0;
  const ticking = setInterval(() => {
    account.clock.advance(1_000);
    for (const one of account.published.slice(shown))
      process.stdout.write(`\n${noticeText(noticeOf(one), styleText)}`);
    shown = account.published.length;
    for (const mail of account.mails.slice(mailed)) process.stdout.write(`\n${mailText(mail, styleText)}`);
    mailed = account.mails.length;
  }, 1_000);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.stdout.write(
    `${server.url} is AWS account ${account.accountId}; its clock says ${account.clock.now().toISOString()}.\n` +
      `Try: AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws --region us-east-1 --endpoint-url ${server.url} iam list-users\n` +
      `It knows these operations, and refuses all others:\n${operationsText(columnsOf())}\n` +
      'What sweeps publish is printed here, and mails of SNS that ask for a confirmation. Ctrl-C stops it.\n',
  );
  await stopped;
  clearInterval(ticking);
  await server.close();
  return 0;
}

/** Returns a paragraph a service, which names its operations. */
function operationsText(columns: number): string {
  const names = Object.keys(operations).map((id) => id.split(':') as [service: string, name: string]);
  const services = [...Map.groupBy(names, ([service]) => service)].map(
    ([service, some]) => `${service}: ${some.map(([, name]) => name).join(', ')}`,
  );
  return services
    .flatMap((text) => wrap(text, columns - 4).map((line, n) => (n === 0 ? '  ' : '    ') + line))
    .join('\n');
}
