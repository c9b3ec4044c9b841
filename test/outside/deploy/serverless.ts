import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inject } from 'vitest';
import { copyOfTree } from '../../tools/copy-of-tree.ts';
import { root } from './aws.ts';

const copy = join(inject('folder'), 'copy');

/**
 * Runs osls in a copy of the working tree with this file for the stage `sandbox`: a deployment from the tree itself would
 * write its bundle and the stage into it. Takes the whole path of the CLI: change sets, upload, waiting.
 */
export async function serverless(command: 'deploy' | 'remove', stage: string): Promise<string> {
  if (!existsSync(copy)) copyOfTree(copy);
  writeFileSync(join(copy, 'config/sandbox.yml'), stage);
  const program = join(copy, 'node_modules/.bin/serverless');
  const env = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: inject('folder'),
    AWS_ENDPOINT_URL: inject('ministack'),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, command, '--stage', 'sandbox', '--verbose'], { cwd: copy, env }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error) reject(new Error(`serverless ${command} failed:\n${output}`));
      else resolve(output);
    });
  });
}
