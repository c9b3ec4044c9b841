import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Usage } from './figures.ts';

/** Runs a program whose last line of output is a Usage. Rejects with its output if it fails. */
export async function runProgram(url: string, file: string, args: readonly string[]): Promise<Usage> {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    // An id that no key of the account has.
    AWS_ACCESS_KEY_ID: 'ASIASANDBOXSWEEPER00',
    AWS_SECRET_ACCESS_KEY: 'the-sweeper-itself',
  };
  const { stdout, stderr } = await promisify(execFile)(file, args, { env });
  process.stderr.write(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Usage;
}
