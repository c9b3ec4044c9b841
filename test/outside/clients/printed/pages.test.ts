import { globSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../../sandbox/account/account-file.ts';
import { keyIdIn } from '../../../../sandbox/account/ids.ts';
import { stackOutputs } from '../../../../sandbox/account/stack-outputs.ts';
import { sandboxConfig } from '../../../../sandbox/run/sandbox-config.ts';
import { sweepFunction } from '../../../../sandbox/run/sweep-function.ts';
import { serve } from '../../../../sandbox/serve/server.ts';
import { own } from '../../../sandbox/aws.ts';
import { openShell, type Shell } from './shell.ts';

const root = join(import.meta.dirname, '../../../..');

/** The pages with commands, but for what `npm run docs` writes: those of notices have tests of their own. */
const pages = globSync(['*.md', 'docs/*.md'], { cwd: root }).filter((file) => file !== 'docs/notices.md');

/** Commands of a page: a block, or some words within a line. */
type Printed = { page: string; commands: string };

const printed = pages.flatMap((page): Printed[] => {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, , block = '']) => block);
  const rest = text.replaceAll(/^( *)```\w*\n[\s\S]*?^\1```$/gm, '');
  const inline = [...rest.matchAll(/`(aws [a-z]+ [a-z-]+\s+[^`]*)`/g)].map(([, command = '']) => command.replaceAll('\n', ' '));
  // The README has a notice, whose commands are tried with all others, and says in one place only which command it is.
  const isRun = (commands: string) => /(^|[^-\w])aws [a-z-]/.test(commands) && !/From access-key-sweeper, which| …$/.test(commands);
  return [...blocks, ...inline].filter(isRun).map((commands) => ({ page, commands }));
});

const oldKey = 'AKIAR5SFODNN7EXAMPLE';
const newKey = 'AKIAI44QH8DHBEXAMPLE';
const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
const idOf = (name: string) => `AIDA${name.toUpperCase().replaceAll(/\W/g, '').padEnd(12, '0')}EXAMPLE`;

/** By user name, the value of the tag that names the secret: three of this deployment, and some of others. */
const pointers: Record<string, string | undefined> = {
  '--help': `${arnOf('iam-access-keys/--help-a1B2c3')} sandbox`,
  '-dash': `${arnOf('iam-access-keys/-dash-a1B2c3')} sandbox`,
  alice: `${arnOf('iam-access-keys/alice-a1B2c3')} sandbox`,
  staged: `${arnOf('iam-access-keys/staged-a1B2c3')} staging`,
  presandbox: `${arnOf('iam-access-keys/presandbox-a1B2c3')} presandbox`,
  abroad: `${arnOf('iam-access-keys/abroad-a1B2c3').replace('us-east-1', 'eu-west-1')} sandbox`,
  moved: `${arnOf('my-keys/moved-a1B2c3')} sandbox`,
  legacy: undefined,
};
const ours = ['--help', '-dash', 'alice'];

const user = (UserName: string, pointer: string | undefined) => ({
  ...{ UserName, UserId: idOf(UserName) },
  Tags: {
    team: 'access-key-sweeper:secret:arn',
    ...(pointer && { 'Access-Key-Sweeper:Secret:arn': pointer }),
    'access-key-sweeper:owner': 'x',
  },
  AccessKeys: [
    ...(UserName === 'alice' ? [{ AccessKeyId: oldKey, Status: 'Active', ageDays: 70 }] : []),
    { ...(UserName === 'alice' && { AccessKeyId: newKey }), Status: 'Active', ageDays: 9 },
  ],
});

const version = (AccessKeyId: string, ...stages: string[]) => ({ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages });
const secret = (name: string, more = {}) => ({
  ...{ Name: `iam-access-keys/${name}`, Tags: { 'access-key-sweeper:user-id': idOf(name) } },
  versions: name === 'alice' ? [version(oldKey, 'AWSPREVIOUS'), version(newKey, 'AWSCURRENT')] : [],
  ...more,
});

type World = { account: Account; shell: Shell; output: string };
type Row = {
  /** A text that only these commands have. */
  has: string;
  /** Where the page says that the list of `ours.tsv` comes first, and the like. */
  before?: (world: World) => Promise<unknown> | unknown;
  /** The exit code, if it is not 0. */
  exits?: number;
  check: (world: World) => Promise<void> | void;
};

const listed = ({ shell }: World) => shell.run(adapted(printedWith('done > ours.tsv').commands));
const tagOf = ({ account }: World, name: string, key: string) => account.users.get(name)?.tags.get(key)?.Value;
const tagged =
  (name: string, key: string, value: string | undefined) =>
  (world: World): void => {
    expect(tagOf(world, name, `access-key-sweeper:${key}`)).toBe(value);
  };
const secretOf = ({ account }: World, name: string) => account.secrets.get(`iam-access-keys/${name}`);
const keysOf = ({ account }: World, name: string) => account.users.get(name)?.keys ?? [];
const invoked = (world: World) => world.account.logEvents.map(({ message }) => message).join('');

const rows: Row[] = [
  {
    has: 'describe-stacks',
    check: ({ output }) => {
      const lines = output
        .trim()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(Object.fromEntries(lines)).toMatchObject({ NoticesTopicArn: stackOutputs.NoticesTopicArn });
    },
  },
  {
    has: 'done > ours.tsv',
    check: async ({ shell }) => {
      const lines = (await shell.run('cat ours.tsv')).trim().split('\n');
      expect(lines.toSorted()).toEqual(ours.map((name) => `${name}\t${pointers[name]?.replace(' sandbox', '')}`).toSorted());
    },
  },
  { has: 'untag-user --user-name="alice" --tag-keys access-key-sweeper:secret:arn', check: tagged('alice', 'secret:arn', undefined) },
  {
    has: 'Value=platform',
    check: (world) => {
      tagged('alice', 'owner', 'platform')(world);
      tagged('legacy', 'exempt', 'rotated by the vendor')(world);
      expect(world.account.attachments.get('group key-users')).toContain(stackOutputs.ReadOwnSecretPolicyArn);
    },
  },
  {
    has: 'attach-role-policy',
    check: ({ account }) => {
      const { GuardLedgerPolicyArn, GuardSecretsPolicyArn } = stackOutputs;
      expect([...(account.attachments.get('role Administrator') ?? [])]).toEqual([GuardLedgerPolicyArn, GuardSecretsPolicyArn]);
    },
  },
  {
    has: 'SERVICE_CONTROL_POLICY',
    before: ({ shell }) => symlinkSync(join(root, 'stack'), join(shell.folder, 'stack')),
    check: ({ account }) => {
      const [{ Content = '', targets = [] } = {}] = [...account.controlPolicies.values()];
      expect([...targets]).toEqual(['123456789012']);
      const role = 'arn:aws:iam::*:role/access-key-sweeper-dev-eu-west-1-sweep';
      const { Statement } = JSON.parse(Content) as { Statement: { Resource: string }[] };
      expect(Statement).toMatchObject(Statement.map(() => ({ Condition: { ArnNotLike: { 'aws:PrincipalArn': [role] } } })));
      const secrets = 'arn:aws:secretsmanager:*:*:secret:keys/*';
      expect(Statement.map(({ Resource }) => Resource)).toEqual(['*', secrets, secrets]);
    },
  },
  {
    has: `--payload '{"users":["alice"]}' /dev/stdout`,
    check: (world) => {
      expect(invoked(world)).toContain('"users":["alice"]');
    },
  },
  {
    has: 'AWS_MAX_ATTEMPTS=1',
    before: (world) => {
      keysOf(world, 'alice').shift();
    },
    check: (world) => {
      expect(JSON.parse(world.output.slice(world.output.indexOf('}') + 1))).toMatchObject({ users: 1, actions: { create: { done: 1 } } });
      expect(keysOf(world, 'alice')).toHaveLength(2);
    },
  },
  {
    has: 'delete-schedule',
    before: ({ account }) => {
      const [group] = [...account.schedules.keys()][0]?.split('/') ?? [];
      account.schedules.set(`${group}/continue-x`, { Name: 'continue-x' });
    },
    check: ({ account }) => {
      expect([...account.schedules.keys()].filter((name) => name.includes('continue'))).toEqual([]);
    },
  },
  {
    has: 'logs tail',
    before: async ({ account }) => {
      await account.runFunction?.({ users: ['alice'] });
    },
    check: ({ output }) => {
      expect(output).toContain('START RequestId: ');
      expect(output).toContain('"users":["alice"]');
    },
  },
  {
    has: 'purge-queue',
    before: ({ account }) => {
      const message = { MessageId: 'one', Body: '{"users":["alice"]}', attributes: {}, sentAt: account.clock.now(), receives: 0 };
      for (const queue of account.queues.values()) queue.messages.push({ ...message });
    },
    check: ({ output, account }) => {
      expect(JSON.parse(output).Messages).toMatchObject([{ Body: '{"users":["alice"]}' }]);
      expect([...account.queues].filter(([, { messages }]) => messages.length === 0).map(([name]) => name)).toEqual([
        'access-key-sweeper-sandbox-failed',
      ]);
    },
  },
  {
    has: 'subscription.json',
    check: ({ account }) => {
      expect(account.subscriptions.at(-1)).toMatchObject({ Endpoint: 'platform@example.com', FilterPolicy: { owner: ['platform'] } });
    },
  },
  {
    has: '--notification-endpoint you@example.com',
    check: ({ account }) => {
      expect(account.subscriptions.at(-1)).toMatchObject({ Endpoint: 'you@example.com', isConfirmed: false });
    },
  },
  {
    has: 'aws secretsmanager get-secret-value --secret-id="iam-access-keys/alice" --region us-east-1 --query SecretString --output text\n',
    check: ({ output }) => {
      expect(keyIdIn(output)).toBe(newKey);
    },
  },
  {
    has: '[profile alice]',
    check: async ({ shell, account }) => {
      const fetcher = [`aws_access_key_id = ${own.accessKeyId}`, `aws_secret_access_key = ${own.secretAccessKey}`];
      shell.configure(`${printedWith('[profile alice]').commands}\n[profile alice-fetch]\n${fetcher.join('\n')}\n`);
      const arn = await shell.run('aws --profile alice sts get-caller-identity --query Arn --output text');
      expect(arn.trim()).toBe(`arn:aws:iam::${account.accountId}:user/alice`);
    },
  },
  {
    has: 'create-secret --name="iam-access-keys/alice-2"',
    before: ({ account }) => account.users.get('alice')?.tags.delete('access-key-sweeper:secret:arn'),
    check: (world) => {
      expect(tagOf(world, 'alice', 'access-key-sweeper:secret:arn')).toBe(`${secretOf(world, 'alice-2')?.ARN} sandbox`);
    },
  },
  {
    has: 'users+=("--user=$user")',
    // Users without a secret, and those of other deployments, are refused.
    exits: 1,
    before: ({ account }) => {
      for (const name of [...ours, 'legacy']) account.users.get(name)?.tags.delete('access-key-sweeper:secret:arn');
    },
    check: (world) => {
      for (const name of ours) expect(tagOf(world, name, 'access-key-sweeper:secret:arn')).toBe(pointers[name]);
      expect(tagOf(world, 'legacy', 'access-key-sweeper:secret:arn')).toBeUndefined();
    },
  },
  {
    has: 'aws secretsmanager update-secret --secret-id',
    before: listed,
    check: (world) => {
      expect(ours.map((name) => secretOf(world, name)?.KmsKeyId)).toEqual(ours.map(() => 'alias/new'));
    },
  },
  {
    has: 'length(AccessKeyMetadata)',
    before: listed,
    check: (world) => {
      const left = Object.keys(pointers).filter((name) => tagOf(world, name, 'access-key-sweeper:secret:arn'));
      expect(left.toSorted()).toEqual(['abroad', 'alice', 'moved', 'presandbox', 'staged']);
    },
  },
  {
    has: 'update-access-key --user-name="<user>" --access-key-id <id> --status Inactive',
    check: (world) => {
      expect(keysOf(world, 'alice').map(({ Status }) => Status)).toEqual(['Inactive', 'Active']);
    },
  },
  { has: 'Value=slow', check: tagged('alice', 'profile', 'slow') },
  {
    has: 'Value=2026-12-31',
    before: (world) => {
      for (const key of keysOf(world, 'alice')) key.Status = 'Inactive';
    },
    check: (world) => {
      expect(keysOf(world, 'alice').map(({ Status }) => Status)).toEqual(['Active', 'Inactive']);
      tagged('alice', 'hold-until', '2026-12-31')(world);
    },
  },
  {
    has: '--tag-keys access-key-sweeper:hold-until',
    before: ({ account }) =>
      account.users.get('alice')?.tags.set('access-key-sweeper:hold-until', { Key: 'access-key-sweeper:hold-until', Value: '2026-12-31' }),
    check: tagged('alice', 'hold-until', undefined),
  },
  {
    has: 'restore-secret',
    before: (world) => Object.assign(secretOf(world, 'alice') ?? {}, { DeletedDate: world.account.clock.now() }),
    check: (world) => {
      expect(secretOf(world, 'alice')?.DeletedDate).toBeUndefined();
    },
  },
  {
    has: 'create-access-key',
    before: (world) => {
      keysOf(world, 'alice').shift();
    },
    check: (world) => {
      expect(keysOf(world, 'alice').at(-1)?.AccessKeyId).toBe(world.output.trim());
    },
  },
  {
    has: 'list-secret-version-ids',
    check: (world) => {
      const current = [...(secretOf(world, 'alice')?.versions.values() ?? [])].filter(({ stages }) => stages.has('AWSCURRENT'));
      expect(current.map(({ SecretString }) => keyIdIn(SecretString))).toEqual([oldKey]);
    },
  },
  { has: 'ses-smtp,Value=', check: tagged('alice', 'ses-smtp', 'eu-west-1') },
  {
    has: 'select(length > 1)[]',
    check: ({ output }) => {
      const lines = output
        .trim()
        .split('\n')
        .map((line) => line.split('\t').slice(0, 2));
      expect(lines).toEqual([oldKey, newKey].map((id) => ['alice', id]));
    },
  },
  {
    has: 'delete-secret',
    check: (world) => {
      expect(secretOf(world, 'alice')?.DeletedDate).toBeInstanceOf(Date);
    },
  },
  {
    has: "grep -i '^access-key-sweeper:'",
    before: listed,
    check: ({ account }) => {
      for (const [name, { tags }] of account.users)
        expect(
          [...tags.keys()].some((key) => key.startsWith('access-key-sweeper:')),
          name,
        ).toBe(!ours.includes(name));
      expect(account.users.get('alice')?.tags.has('team')).toBe(true);
    },
  },
];

function printedWith(text: string): Printed {
  const [found, ...more] = printed.filter(({ commands }) => commands.includes(text));
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} commands have ${text}`);
  return found;
}

/** What a reader puts in place of the words in angle brackets. */
const values: Record<string, string> = {
  ...stackOutputs,
  ...{ id: 'p-example0001', 'account or unit': '123456789012', user: 'alice', Region: 'eu-west-1', 'new key': 'alias/new' },
  ...{ UserId: idOf('alice'), 'old key id': oldKey, 'new key id': newKey },
};

/** Returns the commands as a reader adapts them to the stage of the sandbox. */
function adapted(commands: string): string {
  // The page asks its readers for this, unless they name the Region each time.
  const region = commands.includes('npm run sweeper') ? 'export AWS_REGION=us-east-1\n' : '';
  const text = commands
    .replaceAll(/(access-key-sweeper-|--stage |\[\^ \]\+ |rtrimstr\(" )prod(?!-us-east-1-sweep\|)/g, '$1sandbox')
    .replaceAll('name continue-…', 'name continue-x')
    .replaceAll(own.accessKeyId, oldKey)
    .replaceAll('--access-key-id <id>', `--access-key-id ${oldKey}`)
    .replace(/^stage=prod region=.*$/m, 'stage=dev region=eu-west-1 prefix=keys/')
    .replaceAll(/<(?!<|\()([^>'\n]+)>/g, (all, name: string) => values[name] ?? all);
  return region + text;
}

describe('the commands of the pages do what the text beside them says', () => {
  it('given any of them, it is tried', () => {
    expect(printed.filter(({ commands }) => !rows.some(({ has }) => commands.includes(has)))).toEqual([]);
  });

  it.concurrent.each(rows.map((row) => [row.has, row] as const))('%s', async (_, { has, before, check, exits = 0 }) => {
    const found = printedWith(has);
    const users = Object.entries(pointers).map(([name, pointer]) => user(name, pointer));
    const secrets = ours.map((name) => secret(name, { ARN: pointers[name]?.replace(' sandbox', '') }));
    const file = { now: new Date().toISOString(), users, secrets, kmsKeys: [] };
    const account = accountOf(parseAccount(file, 'the test', new Date()));
    account.runFunction = sweepFunction(account, sandboxConfig());
    const { url, close } = await serve(account);
    const shell = openShell(url);
    try {
      const world = { account, shell, output: '' };
      await before?.(world);
      const output = found.commands.startsWith('[profile')
        ? ''
        : await shell.run(adapted(found.commands).trimEnd() + (exits ? ` || [ $? = ${exits} ]` : ''));
      await check({ ...world, output });
    } finally {
      shell.remove();
      await close();
    }
  });
});
