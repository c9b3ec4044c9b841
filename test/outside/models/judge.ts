import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { operations } from '../../../sandbox/serve/operations.ts';
import { python } from '../python.ts';

/** What judge.py says of an exchange. */
export type Verdict = {
  /** As `iam:ListUsers`; `none` if no service has it. */
  operation: string;
  /** `ok`, or the code and the status of an error, as `NoSuchEntity 404`. */
  outcome: string;
  /** In a sentence each. */
  wrong: string[];
  /** Where AWS does not keep to its own models. */
  excuses: string[];
};

/** Returns a verdict for each exchange, a line of JSON as in `exchange.ts`. Throws if the judge itself fails. */
export function judge(lines: readonly string[]): Verdict[] {
  const services = new Set(Object.keys(operations).map((name) => name.split(':')[0] ?? ''));
  const { status, stdout, stderr } = spawnSync(python, ['-B', join(import.meta.dirname, 'judge.py'), ...services], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw new Error(`judge.py failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
}
