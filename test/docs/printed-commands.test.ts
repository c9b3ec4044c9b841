import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operations } from '../../sandbox/serve/operations.ts';

const root = join(import.meta.dirname, '../..');

/** What people read: the docs, and the files that print notices, help, errors and mails. */
const files = ['*.md', 'docs/**/*.md', '{lib,cli,functions,sandbox}/**/*.{ts,md}', 'stack/*', 'serverless.yml'];

/** `aws`, its own options, a service and a command of it. */
const form = /\baws (?:--[\w-]+[= ]\S+ )*(?!-)([a-z][\w]*) ([a-z][\w-]*)/g;

/** Commands of the CLI that are no operations of that name. */
const others: Record<string, string> = {
  // AWS CLI Command Reference, logs tail.
  'logs:tail': 'logs:FilterLogEvents',
};

/** They ask no account: they make the credentials with which the others do. */
const local = ['sso:login'];

/** Returns the operations of the commands in a text, as `iam:ListUsers`. */
function operationsIn(text: string): string[] {
  const commands = [...text.replaceAll(/\\?\n\s*(?=--)/g, ' ').matchAll(form)].map(([, service, name]) => `${service}:${name}`);
  return [...new Set(commands)].filter((command) => !local.includes(command)).map((command) => others[command] ?? inCapitals(command));
}

/** `iam:list-users` as `iam:ListUsers`. */
const inCapitals = (command: string) =>
  command.replaceAll(/[:-][a-z]/g, ([sign, letter = '']) => (sign === ':' ? ':' : '') + letter.toUpperCase());

const printed = globSync(files, { cwd: root })
  .map((file) => [file, operationsIn(readFileSync(join(root, file), 'utf8'))] as const)
  .filter(([, found]) => found.length > 0);

describe('the commands of AWS that are printed', () => {
  it.each(printed)('given those of %s, the sandbox serves every operation', (_, found) => {
    expect(found.filter((operation) => !operations[operation])).toEqual([]);
  });

  it('given all files, they are found in the docs, in the notices and in the texts of the command line', () => {
    expect(printed.map(([file]) => file)).toEqual(
      expect.arrayContaining([
        'README.md',
        'docs/notices.md',
        'docs/operate.md',
        'lib/notify/owner/how-to.ts',
        'cli/adopt/adoption-refusals.ts',
        'cli/sandbox/command.ts',
        'sandbox/account/mails.ts',
      ]),
    );
    expect(new Set(printed.flatMap(([, found]) => found)).size, 'operations').toBeGreaterThan(30);
  });

  it.each([
    ['a command', 'aws iam list-users', ['iam:ListUsers']],
    ['options before it', 'aws --region x --endpoint-url=y sts get-caller-identity', ['sts:GetCallerIdentity']],
    ['a command of the CLI of its own', '`aws logs tail /aws/lambda/x --since 2h`', ['logs:FilterLogEvents']],
    ['a command that nobody serves', "sh -c 'aws dynamodb put-item'", ['dynamodb:PutItem']],
    ['the word alone', 'Programs that use aws, laws --and more', []],
  ])('given %s, it is read as it is meant', (_, text, found) => {
    expect(operationsIn(text)).toEqual(found);
  });
});
