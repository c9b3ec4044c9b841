import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'operate-'));
const log = join(folder, 'log');

/** Answers like the AWS CLI with `--output text`, for users whose names look like options, and logs each call. */
const aws = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "${log}"
case "$1 $2" in
  'iam list-users') printf -- '--help\\t-dash\\talice\\n' ;;
  'iam list-access-keys') if [ "$3" = --user-name=alice ]; then echo 2; else echo 1; fi ;;
  'iam list-user-tags') printf 'team\\tAccess-Key-Sweeper:Secret:arn\\taccess-key-sweeper:exempt\\n' ;;
  'secretsmanager list-secrets') printf 'iam-access-keys/--help\\tiam-access-keys/-dash\\n' ;;
esac
`;
writeFileSync(join(folder, 'aws'), aws);
chmodSync(join(folder, 'aws'), 0o755);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Returns the block of commands of the page that has this text. */
function blockWith(text: string): string {
  const found = [...page.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, , block = '']) => block).filter((one) => one.includes(text));
  expect(found, `blocks with ${text}`).toHaveLength(1);
  return found[0] ?? '';
}

/** Runs commands of the page in bash, with the answers above. Returns what they asked of AWS to change. */
function changesBy(commands: string): string[] {
  writeFileSync(log, '');
  execFileSync('bash', ['-euc', commands], { cwd: root, env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  return calls.filter((call) => !call.split(' ')[1]?.startsWith('list-'));
}

describe('the commands of docs/operate.md', () => {
  it.each(globSync(['*.md', 'docs/*.md'], { cwd: root }))(
    'given %s, a name stands behind = and in quotes, so that it cannot be an option',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8');
      expect(text.match(/--(user-name|secret-id|user|profile) ["'\w$-].*/g)).toBeNull();
    },
  );

  it('given users called --help and -dash, the tag that names a secret is removed of those that have one key', () => {
    expect(changesBy(blockWith('length(AccessKeyMetadata)'))).toEqual(
      ['--help', '-dash'].map((user) => `iam untag-user --user-name=${user} --tag-keys access-key-sweeper:secret:arn`),
    );
  });

  it('given tags of the sweeper in any case, they are removed and others stay', () => {
    expect(changesBy(blockWith("grep -i '^access-key-sweeper:'"))).toEqual(
      ['--help', '-dash', 'alice'].flatMap((user) =>
        ['Access-Key-Sweeper:Secret:arn', 'access-key-sweeper:exempt'].map((key) => `iam untag-user --user-name=${user} --tag-keys=${key}`),
      ),
    );
  });

  it('given secrets of such users, each is encrypted anew', () => {
    expect(changesBy(blockWith('update-secret --secret-id="$name"'))).toEqual(
      ['--help', '-dash'].map((user) => `secretsmanager update-secret --secret-id=iam-access-keys/${user} --kms-key-id=<new key>`),
    );
  });

  it('given another stage, region and prefix, the SCP that is made names that role and those secrets', () => {
    const [adapt = ''] = blockWith('scp-guard-ledger.json').split('\naws ');
    const commands = adapt.replace(/^.*$/m, 'stage=dev region=eu-west-1 prefix=keys/').replace('> scp.json', '');
    const text = execFileSync('bash', ['-euc', commands], { cwd: root, encoding: 'utf8' });
    expect(adapt).toMatch(/^stage=prod region=\S+ prefix=iam-access-keys\/$/m);
    const role = 'arn:aws:iam::*:role/access-key-sweeper-dev-eu-west-1-sweep';
    const { Statement } = JSON.parse(text) as { Statement: Record<string, unknown>[] };
    expect(Statement).toMatchObject(Statement.map(() => ({ Condition: { ArnNotLike: { 'aws:PrincipalArn': [role] } } })));
    const secrets = 'arn:aws:secretsmanager:*:*:secret:keys/*';
    expect(Statement.map(({ Resource }) => Resource)).toEqual(['*', secrets, secrets]);
  });
});
