import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Account } from '../../../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../../../sandbox/account/ids.ts';
import { stackOutputs } from '../../../../../sandbox/account/stack-outputs.ts';
import { own } from '../../../../sandbox/aws.ts';
import type { Shell } from '../shell.ts';
import { newKey, oldKey, ours, pointers } from './account.ts';
import { adapted, printedWith, root } from './commands.ts';

/** An account in which the commands run, and what they printed. */
type World = { account: Account; shell: Shell; output: string };
/** What commands of a page must do. */
export type Effect = {
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

export const effects: readonly Effect[] = [
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
