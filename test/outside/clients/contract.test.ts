import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../../sandbox/serve/server.ts';
import type { Ask } from '../../sandbox/contract/row.ts';
import { scene } from '../../sandbox/contract/scene.ts';
import { nameOf, rows } from '../../sandbox/contract/table.ts';
import { makeCli, type Version } from './aws-cli.ts';
import { startBoto3 } from './boto3.ts';
import { clientsBy, type Send } from './clients.ts';

let boto3: ReturnType<typeof startBoto3>;
let clis: Record<Version, ReturnType<typeof makeCli>>;

beforeAll(() => {
  boto3 = startBoto3();
  clis = { 1: makeCli(1), 2: makeCli(2) };
});

afterAll(async () => {
  for (const { remove } of Object.values(clis)) remove();
  await boto3.stop();
});

/** Versions 2 before 2.13 call SQS in a protocol that the sandbox does not know; version 1 is asked these. */
const oldProtocol = ['GetQueueUrl', 'ReceiveMessage', 'PurgeQueue'];

/** Asks the account of the table over HTTP. */
async function asked(ask: Ask, by: Send): Promise<string> {
  const { url, close } = await serve(scene());
  try {
    return await ask(clientsBy(by, url));
  } finally {
    await close();
  }
}

describe('boto3 understands the sandbox as the SDK does', () => {
  it.each(rows.map((row) => [nameOf(row), row] as const))('%s', async (_, { ask, aws }) => {
    expect(withoutSuffix(await asked(ask, boto3.send))).toBe(withoutSuffix(aws));
  });
});

/** Of each operation, what is accepted first and what is refused first: a process for each call takes its time. */
const some = [...Map.groupBy(rows, ({ call }) => call).values()].flatMap((own) =>
  [false, true].flatMap((isRefused) => own.find(({ aws }) => /^\w+ \d{3}$/.test(aws) === isRefused) ?? []),
);

describe.each([1, 2] as const)('version %i of the AWS CLI understands the sandbox as the SDK does', (version) => {
  const asks = some.filter(({ call }) => oldProtocol.includes(call) === (version === 1));

  it.concurrent.each(asks.map((row) => [nameOf(row), row] as const))('%s', async (_, { ask, aws }) => {
    expect(withoutStatus(await asked(ask, clis[version].send))).toBe(withoutStatus(aws));
  });
});

/** The SDK names some errors with `Exception` at the end where the wire and Python do not. */
function withoutSuffix(answer: string): string {
  return answer.replace(/^(\w+)Exception(?= \d+$)/, '$1');
}

/** The AWS CLI does not print the status. */
function withoutStatus(answer: string): string {
  return withoutSuffix(answer).replace(/^(\w+) \d+$/, '$1');
}
