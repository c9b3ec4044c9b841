import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type Exchange, exchanges } from '../../../sandbox/serve/answer.ts';
import { kindOf, lineOf } from './exchange.ts';

const seen = new Map<string, string>();

/** Keeps each kind of exchange of a test file with the sandbox once. */
function keep(message: unknown): void {
  // Only tests of the sandbox itself send wrong requests on purpose.
  const mayBeWrong = expect.getState().testPath?.includes('/test/sandbox/') ?? false;
  const line = lineOf(message as Exchange, mayBeWrong);
  seen.set(kindOf(line), line);
}

exchanges.subscribe(keep);
afterAll(() => {
  exchanges.unsubscribe(keep);
  const file = join(process.env.EXCHANGES ?? '', `${process.pid}.jsonl`);
  appendFileSync(file, [...seen.values()].map((line) => `${line}\n`).join(''));
});
