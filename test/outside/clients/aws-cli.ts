import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Refused } from '../../sandbox/aws.ts';
import { programOf } from '../python.ts';
import type { Send } from './clients.ts';

const run = promisify(execFile);

/** The AWS CLI of each major version: that of the pinned packages, and that of the system. */
export const awsClis = { 1: programOf('.venv', 'aws'), 2: findVersion2() };

export type Version = keyof typeof awsClis;

function findVersion2(): string {
  const found = ['aws', '/usr/bin/aws', '/usr/local/bin/aws'].find((name) =>
    spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('aws-cli/2.'),
  );
  if (found !== undefined) return found;
  throw new Error(
    'These tests need version 2 of the AWS CLI. Install it (Debian 12 or newer: apt-get install awscli; macOS: brew install awscli; others: ' +
      'AWS CLI User Guide, "Installing or updating to the latest version") and try again. npm test runs without it.',
  );
}

/**
 * Returns an environment in which the AWS CLI finds nothing of the person who runs the tests. `config` is for
 * ~/.aws/config; `folder` is where that is.
 */
export function cliEnvironment(folder: string, config: string): NodeJS.ProcessEnv {
  const AWS_CONFIG_FILE = join(folder, 'config');
  writeFileSync(AWS_CONFIG_FILE, config);
  const AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  return { PATH: process.env.PATH, HOME: folder, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' };
}

/** Returns how to call AWS with a process of the AWS CLI for each call, and how to remove its files. */
export function makeCli(version: Version): { send: Send; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  // The sandbox is to refuse what is wrong, so nothing is refused here. Version 1 shows dates as they come.
  const config = '[default]\nregion = us-east-1\nparameter_validation = false\ncli_timestamp_format = iso8601\n';
  const environment = cliEnvironment(folder, config);
  const outfile = join(folder, 'payload');
  return {
    send: async ({ endpoint, service, operation, input, credentials }) => {
      const isInvoke = operation === 'Invoke';
      const given = isInvoke ? [...optionsOf(input), outfile] : ['--cli-input-json', JSON.stringify(input), '--no-paginate'];
      const options = ['--endpoint-url', endpoint, '--output', 'json', ...given];
      if (version === 2) options.push('--cli-binary-format', 'raw-in-base64-out');
      const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = credentials;
      const env = { ...environment, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
      try {
        const { stdout } = await run(awsClis[version], [service, commandOf(operation), ...options], { env });
        const output = stdout.trim() ? JSON.parse(stdout, reviveDate) : {};
        return isInvoke ? { ...output, Payload: readFileSync(outfile) } : output;
      } catch (error) {
        throw refusedBy(error as Error & { stderr: string });
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** `ListUsers` as `list-users`. */
function commandOf(operation: string): string {
  return operation.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
}

/** What writes its output to a file takes no `--cli-input-json`. */
function optionsOf(input: object): string[] {
  return Object.entries(input).flatMap(([name, value]) => [`--${commandOf(name)}`, String(value)]);
}

function reviveDate(_: string, value: unknown): unknown {
  return typeof value === 'string' && /T\d\d:\d\d:\d\d(\.\d+)?\+00:00$/.test(value) ? new Date(value) : value;
}

/** The AWS CLI prints the code of an error, not its status. */
function refusedBy(error: Error & { stderr: string }): Error {
  const [, code] = /An error occurred \(([\w.]+)\)/.exec(error.stderr) ?? [];
  return code === undefined ? error : new Refused(code, 0);
}
