import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { createClock } from '../../../sandbox/account/clock.ts';
import { runSweeps } from '../../../sandbox/run/run-sweeps.ts';
import { sandboxConfig } from '../../../sandbox/run/sandbox-config.ts';
import { caller, forbid } from '../../cli/in-memory.ts';
import { second, third } from '../../tools/builders.ts';
import { writes } from '../world.ts';
import { cloneWith } from './clone.ts';
import { collect } from './process.ts';
import { hasTerminals, onTerminal, type Served, served, sweeper } from './sweeper.ts';

const enforce = { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } };
const clone = cloneWith(enforce);
const command = ['adopt', '--stage', 'sandbox'];

const idOf = (UserName: string) => `AIDA${UserName.replaceAll(/\W/g, '').toUpperCase().padEnd(12, '0')}EXAMPLE`;
const Tags = (UserName: string) => ({ 'access-key-sweeper:user-id': idOf(UserName) });
const version = (AccessKeyId: string, ...stages: string[]) => ({ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages });
const key = (AccessKeyId: string, days: number) => ({ AccessKeyId, Status: 'Active', ageDays: days + 0.5 });
const user = (UserName: string, AccessKeys: object[], more: object = {}) => ({
  UserName,
  UserId: idOf(UserName),
  AccessKeys,
  uses: 'newest',
  ...more,
});

/** Carries out `test` in an account that the stack is deployed to. */
async function within(users: object[], secrets: object[], test: (world: Served) => Promise<void>): Promise<void> {
  const world = await served(users, secrets);
  await test(world).finally(world.close);
}

const tagsOf = ({ users }: Account, name: string) => [...(users.get(name)?.tags.values() ?? [])].map(({ Key, Value }) => `${Key}=${Value}`);

/** What so many weekly sweeps from now on decide, and what became of it, as `sweep user key age rule outcome`. */
async function weeks(account: Account, sweeps: number): Promise<string[]> {
  account.clock = createClock(new Date());
  const found: string[] = [];
  for await (const { sweep, decisions } of runSweeps(account, sandboxConfig(), { sweeps, everyDays: 7, seed: 1 })) {
    found.push(
      ...decisions.map(({ UserName, AccessKeyId, age, rule, outcome }) => [sweep, UserName, AccessKeyId, age, rule, outcome].join(' ')),
    );
  }
  return found;
}

/** What is decided about one key, as `sweep rule outcome`. */
function rulesOf(found: readonly string[], AccessKeyId: string): string[] {
  return found.filter((line) => line.includes(AccessKeyId)).map((line) => line.replace(/^(\d+) \S+ \S+ \d+/, '$1'));
}

describe('an account that an earlier version looked after', () => {
  const old = 'AKIAI44QH8DHBEXAMPLE';
  const [idle, idleCurrent] = ['AKIAR5SFODNN7EXAMPLE', 'AKIAT6SFODNN7EXAMPLE'];
  const told = (id: string) => ({ Tags: { [`access-key-sweeper:told-since:${id}`]: new Date(Date.now() - 5 * 86_400_000).toISOString() } });
  const users = [
    user('alice', [key(old, 75), key(second, 9)], told(old)),
    user('bob', [key(third, 62)]),
    // If she used her keys, the younger one would replace the older one also if a person had made it.
    user('carol', [key(idle, 75), key(idleCurrent, 9)], { ...told(idle), uses: 'none' }),
  ];
  const versionsOf = {
    alice: [version(old, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
    bob: [version(third, 'AWSCURRENT')],
    carol: [version(idle, 'AWSPREVIOUS'), version(idleCurrent, 'AWSCURRENT')],
  };
  const secrets = Object.entries(versionsOf).map(([name, versions]) => ({ Name: `iam-access-keys/${name}`, versions }));
  const unpointed = Object.entries(versionsOf).map(([name, versions]) => ({ Name: `iam-access-keys/${name}`, versions, Tags: Tags(name) }));

  it('given no pointer, sweeps leave the users alone until somebody adopts; then all goes on as if there had always been one', async () => {
    await within(users, unpointed, async ({ account, env }) => {
      const before = await sweeper(['sweep', '--stage', 'sandbox', '--yes'], { ...env, COLUMNS: '2000' }, clone);
      expect(before.stdout).toContain('3 users, 5 keys: 0 created, 0 deactivated, 0 deleted, 5 flagged');
      expect(before.stdout.match(/: flag: .* carries the id of this user, but no tag/g)).toHaveLength(5);
      const adopted = await sweeper([...command, '--user', 'alice', 'bob', 'carol', '--yes'], env, clone);
      expect({ code: adopted.code, stderr: adopted.stderr }).toEqual({ code: 0, stderr: '' });

      const always = accountOf(parseAccount({ users, secrets }, 'the test', new Date()));
      const [found, expected] = [await weeks(account, 9), await weeks(always, 9)];
      expect(found).toEqual(expected);
      for (const id of [old, idle])
        expect(rulesOf(found, id)).toEqual([
          // The mark of the first version has no days, so its owner is told anew.
          '1 superseded-waiting none',
          '2 superseded-waiting none',
          '3 superseded-done done',
          '4 inactive-past-delete done',
        ]);
      expect(rulesOf(found, third)).toEqual([
        '1 create done',
        '2 superseded-waiting none',
        '3 superseded-waiting none',
        '4 superseded-done done',
        '5 inactive-waiting none',
        '6 inactive-past-delete done',
      ]);
    });
  });
});

describe('adopt', () => {
  const policy = {
    Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::666666666666:root' }, Action: 'secretsmanager:GetSecretValue' }],
  };
  const alice = user('alice', [key(second, 20)]);
  const secret = { Name: 'iam-access-keys/alice', Tags: Tags('alice'), versions: [version(second, 'AWSCURRENT')] };

  it('given a secret that somebody prepared, with the right tag, it shows the policy, and that the version does not count', async () => {
    const forged = { ...secret, ResourcePolicy: policy };
    await within([user('alice', [key(third, 200), key(second, 20)])], [forged], async ({ account, env }) => {
      for (const { versions } of account.secrets.values())
        for (const version of versions.values()) version.CreatedDate = account.clock.now();
      const { code, stdout } = await sweeper([...command, '--user', 'alice', '--yes'], { ...env, COLUMNS: '2000' }, clone);
      expect({ code }).toEqual({ code: 0 });
      expect(stdout).toContain('Others may be let in by its resource policy:\n');
      expect(stdout).toContain('"AWS": "arn:aws:iam::666666666666:root"');
      expect(stdout).toContain('more than 15 minutes after the key was created: no sweep did that, so the version does not count');
      expect(stdout).toContain('Adopting it says only which secret is the user’s.');
      expect(stdout).toContain('Adopt only a secret that you know.');
    });
  });

  it.runIf(hasTerminals).each([
    ['yes', 'yes\r', 0],
    ['no', 'no\r', 1],
  ])('given %s for an answer on a terminal, the tags are set only if that is yes', async (_, answer, code) => {
    await within([alice], [secret], async ({ account, env }) => {
      const child = onTerminal([...command, '--user', 'alice'], env, clone);
      const closed = once(child, 'close');
      const screen = collect(child.stdout);
      await screen.until('Type yes to go on: ');
      child.stdin.write(answer);
      expect({ code: (await closed)[0] }).toEqual({ code });
      expect(tagsOf(account, 'alice')).toHaveLength(code === 0 ? 2 : 0);
      expect(screen.text().includes('Nothing was done.')).toBe(code === 1);
    });
  });

  it.each(['--help', '-dash', 'a,b'])('given a user called %s, it is adopted, and the commands that are printed name it', async (name) => {
    const own = { Name: `iam-access-keys/${name.replace(',', '/')}`, Tags: Tags(name), versions: [] };
    await within([user(name, [key(second, 20)])], [own], async ({ account, env }) => {
      const { code, stdout } = await sweeper([...command, '--yes', `--user=${name}`], env, clone);
      expect({ code }).toEqual({ code: 0 });
      expect(stdout).toContain(`${name}: adopted.`);
      expect(tagsOf(account, name)).toHaveLength(1);
      for (const one of account.secrets.values()) one.tags = [];
      const later = await sweeper([...command, '--yes', `--user=${name}`], env, clone);
      expect(later.stdout).toContain(`npm run sweeper -- adopt --stage sandbox --region us-east-1 --user="${name}"`);
    });
  });

  it('given no permission to tag, it says so in one sentence, and exits 1', async () => {
    await within([alice], [secret], async ({ account, env }) => {
      forbid(account, (operation) => operation === 'iam:TagUser');
      const { code, stderr } = await sweeper([...command, '--user', 'alice', '--yes'], env, clone);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr:
          `${caller} may not iam:TagUser on alice: give it that permission and, because GuardLedgerPolicy and the SCP let only ` +
          'named roles set these tags, name its role in deploy.ledgerAdmins and deploy.\n',
      });
      expect(tagsOf(account, 'alice')).toEqual([]);
    });
  });

  it.each([
    ['neither a terminal nor --yes', ['--user', 'alice'], 'there is no terminal to ask on: add --yes'],
    ['a user that is not there', ['--user', 'eve', '--yes'], 'There is no user eve in account'],
    ['--secret for two users', ['--user', 'alice', 'bob', '--secret', 'x', '--yes'], '--secret needs exactly one --user'],
  ])('given %s, it is refused with 64 and nothing is written', async (_, args, says) => {
    await within([alice], [secret], async ({ account, env }) => {
      const { code, stdout, stderr } = await sweeper([...command, ...args], env, clone);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toContain(says);
      expect(writes(account)).toEqual([]);
    });
  });

  it('given a secret of another user, it says so, exits 1, and nothing is written', async () => {
    const carols = { ...secret, Tags: Tags('carol') };
    await within([alice, user('carol', [])], [carols], async ({ account, env }) => {
      const { code, stdout } = await sweeper([...command, '--user', 'alice', '--yes'], env, clone);
      expect({ code }).toEqual({ code: 1 });
      expect(stdout).toContain('alice: refused. The secret iam-access-keys/alice belongs to the user carol;');
      expect(writes(account)).toEqual([]);
    });
  });
});
