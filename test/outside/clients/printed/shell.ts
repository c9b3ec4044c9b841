import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { own } from '../../../sandbox/aws.ts';
import { awsClis, cliEnvironment } from '../aws-cli.ts';

const execute = promisify(execFile);

/** Somebody's shell, in a folder of its own. */
export type Shell = {
  folder: string;
  /** Runs commands with the real AWS CLI. Resolves to what they print; rejects with what they complain about. */
  run(commands: string): Promise<string>;
  /** Adds lines to ~/.aws/config. */
  configure(lines: string): void;
  remove(): void;
};

const root = join(import.meta.dirname, '../../../..');

function write(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Opens a shell of somebody who may do anything in the account at this address, with another default Region than the account's. */
export function openShell(url: string): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // Versions 2 before 2.13 do not know AWS_ENDPOINT_URL, and call SQS in a protocol that the sandbox does not know.
  write(
    join(bin, 'aws'),
    `[ "$1" = sqs ] && exec "${awsClis[1]}" --endpoint-url "${url}" "$@"\nexec "${awsClis[2]}" --endpoint-url "${url}" "$@"`,
  );
  // `npm run sweeper -- …`, answered with yes. npm itself would take longer than all else.
  write(join(bin, 'npm'), `shift 3; exec "${process.execPath}" "${join(root, 'cli/sweeper.cjs')}" "$@" --yes`);
  let config = '';
  return {
    folder,
    run: async (commands) => {
      const { PATH, ...rest } = cliEnvironment(folder, config);
      const credentials = { AWS_ACCESS_KEY_ID: own.accessKeyId, AWS_SECRET_ACCESS_KEY: own.secretAccessKey };
      const env = { ...rest, ...credentials, AWS_ENDPOINT_URL: url, AWS_DEFAULT_REGION: 'eu-central-1', PATH: [bin, PATH].join(delimiter) };
      // Node gives a process a socket to write to, which /dev/stdout cannot open.
      const piped = `{ ${commands}\n} | cat`;
      const { stdout } = await execute('bash', ['--norc', '-euo', 'pipefail', '-c', piped], { env, cwd: folder }).catch((error) => {
        error.message += error.stdout;
        throw error;
      });
      return stdout;
    },
    configure: (lines) => {
      config += lines;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
