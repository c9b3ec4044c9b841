import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'operate-'));
const log = join(folder, 'log');

/** By user name, the value of the pointer: three of this deployment, and some of others. */
const pointers = {
  '--help': pointer('iam-access-keys/--help-a1B2c3'),
  '-dash': pointer('iam-access-keys/-dash-a1B2c3'),
  alice: pointer('iam-access-keys/alice-a1B2c3'),
  staged: pointer('iam-access-keys/staged-a1B2c3', 'staging'),
  reprod: pointer('iam-access-keys/reprod-a1B2c3', 'preprod'),
  abroad: pointer('iam-access-keys/abroad-a1B2c3').replace('us-east-1', 'eu-west-1'),
  moved: pointer('my-keys/moved-a1B2c3'),
  bare: undefined,
};

function pointer(name: string, stage = 'prod'): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name} ${stage}`;
}

/** Returns the tags of a user, as JSON and as text. */
function tagsOf(value: string | undefined): { json: string; text: string } {
  const Tags = [
    { Key: 'team', Value: 'access-key-sweeper:secret:arn' },
    ...(value === undefined ? [] : [{ Key: 'Access-Key-Sweeper:Secret:arn', Value: value }]),
    { Key: 'access-key-sweeper:exempt', Value: 'x' },
  ];
  return { json: JSON.stringify({ Tags }), text: Tags.map(({ Key }) => Key).join('\t') };
}

const tags = Object.entries(pointers).map(([user, value]) => {
  const { json, text } = tagsOf(value);
  return `  'iam list-user-tags --user-name=${user} --output json') echo '${json}' ;;\n  'iam list-user-tags --user-name=${user} '*) echo '${text}' ;;`;
});

/** Answers like the AWS CLI, for users whose names look like options and for those of other deployments, and logs each call. */
const aws = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "${log}"
case "$*" in
  'iam list-users '*) echo '${Object.keys(pointers).join('\t')}' ;;
  'iam list-access-keys '*) if [ "$3" = --user-name=alice ]; then echo 2; else echo 1; fi ;;
${tags.join('\n')}
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
  execFileSync('bash', ['-euc', commands], { cwd: folder, env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  return calls.filter((call) => !call.split(' ')[1]?.startsWith('list-'));
}

const list = blockWith('done > ours.tsv');
const own = ['--help', '-dash', 'alice'] as const;
const secretOf = (user: (typeof own)[number]) => pointers[user].replace(' prod', '');

describe('the commands of docs/operate.md', () => {
  it.each(globSync(['*.md', 'docs/*.md'], { cwd: root }))(
    'given %s, a name stands behind = and in quotes, so that it cannot be an option',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8');
      expect(text.match(/--(user-name|secret-id|user|profile) ["'\w$-].*/g)).toBeNull();
    },
  );

  it.each(globSync(['*.md', 'docs/*.md'], { cwd: root }))(
    'given %s, each command names the Region, because readers may have another one by default',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8').replaceAll(/\\?\n\s*(?=--)/g, ' ');
      const commands = text.match(/aws (cloudformation|lambda|logs|scheduler|secretsmanager|sns|sqs) [\w-]+ +[-/][^\n`]*/g) ?? [];
      expect(commands.filter((command) => !command.includes(' --region '))).toEqual([]);
      if (file === 'docs/operate.md') expect(commands.length, 'commands').toBeGreaterThan(10);
    },
  );

  it('given users of other deployments, or of none, the list has those of this deployment only, each with its secret', () => {
    expect(changesBy(list)).toEqual([]);
    const ours = readFileSync(join(folder, 'ours.tsv'), 'utf8').trimEnd().split('\n');
    expect(ours.map((line) => line.split('\t'))).toEqual(own.map((user) => [user, secretOf(user)]));
  });

  it('given users called --help and -dash, the tag that names a secret is removed of those that have one key', () => {
    expect(changesBy(list + blockWith('length(AccessKeyMetadata)'))).toEqual(
      ['--help', '-dash'].map((user) => `iam untag-user --user-name=${user} --tag-keys access-key-sweeper:secret:arn`),
    );
  });

  it('given tags of the sweeper in any case, they are removed and others stay', () => {
    expect(changesBy(list + blockWith("grep -i '^access-key-sweeper:'"))).toEqual(
      own.flatMap((user) =>
        ['Access-Key-Sweeper:Secret:arn', 'access-key-sweeper:exempt'].map((key) => `iam untag-user --user-name=${user} --tag-keys=${key}`),
      ),
    );
  });

  it('given secrets of such users, each is encrypted anew', () => {
    expect(changesBy(list + blockWith('update-secret --secret-id'))).toEqual(
      own.map((user) => `secretsmanager update-secret --secret-id=${secretOf(user)} --region us-east-1 --kms-key-id=<new key>`),
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
