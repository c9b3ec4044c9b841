import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { alertsArn, topicArn } from '../../../sandbox/account/stack.ts';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { forbid } from '../../cli/in-memory.ts';
import { writes } from '../world.ts';
import { cloneWith } from './clone.ts';
import { collect, exitOf } from './process.ts';
import { hasTerminals, onTerminal, type Served, served, start, sweeper, userOfAge } from './sweeper.ts';

const enforce = {
  mode: 'enforce',
  accountId: '123456789012',
  deploy: { alarmEmail: 'none' },
  limits: { percent: 100, callsPerSecond: 1_000 },
};
const clones = { enforce: cloneWith(enforce), report: cloneWith({ ...enforce, mode: 'report' }) };

const command = ['sweep', '--stage', 'sandbox'];
const old = [userOfAge('alice', 65), userOfAge('bob', 1)];

/** An account that the stack is deployed to, for one test. */
async function within(users: readonly object[], test: (world: Served) => Promise<void>): Promise<void> {
  const world = await served(users);
  await test(world).finally(world.close);
}

function digests({ published }: Account): string[] {
  return published.filter(({ attributes }) => attributes.event === 'digest').map(({ Message }) => Message);
}

/** How many users have a new key, how many versions are current, and the marks of creations that are not done with. */
function leftBehind({ users, secrets }: Account): { made: number; current: number; intents: string[] } {
  const versions = [...secrets.values()].flatMap((secret) => [...secret.versions.values()]);
  const tags = [...users.values()].flatMap((user) => [...user.tags.values()]);
  return {
    made: [...users.values()].filter(({ keys }) => keys.length === 2).length,
    current: versions.filter(({ stages }) => stages.has('AWSCURRENT')).length,
    intents: tags.filter(({ Key, Value }) => Key.includes('creating') && !Value.includes(' made ')).map(({ Key }) => Key),
  };
}

/** How many keys each user has. */
function keysOf({ users }: Account): Record<string, number> {
  return Object.fromEntries([...users].map(([name, { keys }]) => [name, keys.length]));
}

describe('sweep', () => {
  it('given --yes, it does what the deployed function does, and tells', async () => {
    await within(old, async ({ account, env }) => {
      const { code, stdout, stderr } = await sweeper([...command, '--yes'], env, clones.enforce);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^alice AKIA\w+: create done, created AKIA\w+: 65 days old/);
      expect(stdout).toContain('2 users, 2 keys: 1 created, 0 deactivated, 0 deleted, 0 flagged,');
      expect(keysOf(account)).toEqual({ alice: 2, bob: 1 });
      expect(account.published.map(({ attributes }) => attributes.event)).toEqual(['create', 'digest']);
      expect(account.published.map(({ TopicArn }) => TopicArn)).toEqual([topicArn, topicArn]);
      expect(account.history.map(({ operation }) => operation)).toContain('scheduler:UpdateSchedule');
    });
  });

  it('given --user and --force, only that user is replaced, at any age', async () => {
    await within(old, async ({ account, env }) => {
      const args = [...command, '--yes', '--user', 'bob', '--force'];
      const { code, stdout } = await sweeper(args, env, clones.enforce);
      expect({ code }).toEqual({ code: 0 });
      expect(stdout).toContain('1 user, 1 key: 1 created,');
      expect(keysOf(account)).toEqual({ alice: 1, bob: 2 });
    });
  });

  it('given --key and a key that was replaced before, it says so, by which key, and exits 0', async () => {
    await within(old, async ({ account, env }) => {
      const [key] = account.users.get('bob')?.keys ?? [];
      const args = [...command, '--yes', '--user', 'bob', '--key', key?.AccessKeyId ?? ''];
      await sweeper(args, env, clones.enforce);
      const { code, stdout, stderr } = await sweeper(args, { ...env, COLUMNS: '300' }, clones.enforce);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Replaced before: bob, AKIA\w+, now AKIA\w+: \d+ days old, replaced by AKIA\w+; not deactivated before /m);
      expect(keysOf(account)).toEqual({ alice: 1, bob: 2 });
    });
  });

  it('given --force and a user who cannot be replaced, it says why and how to repeat it, and exits 1', async () => {
    const users = [{ ...userOfAge('bob', 20), Tags: { 'access-key-sweeper:exempt': 'till' } }];
    await within(users, async ({ account, env }) => {
      const args = [...command, '--yes', '--user', 'bob', '--force'];
      const { code, stderr } = await sweeper(args, env, clones.enforce);
      expect({ code }).toEqual({ code: 1 });
      expect(stderr).toMatch(/^Not replaced: bob, AKIA\w+: tagged exempt: "till"$/m);
      expect(stderr).toContain('To repeat it: npm run sweeper -- sweep --stage sandbox --user="bob" --force');
      expect(keysOf(account)).toEqual({ bob: 1 });
    });
  });

  it('given a freeze, --force replaces nothing, it says how to end the freeze, and exits 1; plan and doctor say that there is one', async () => {
    const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    // The next sweep of the schedule is in it, too.
    const [from, to] = [dayIn(-1), dayIn(9)];
    const clone = cloneWith({ ...enforce, freezes: [{ from, to, reason: 'sales' }] });
    const frozen = `There is a freeze until ${to} ("sales")`;
    await within(old, async ({ account, env }) => {
      const args = [...command, '--yes', '--user', 'bob', '--force'];
      const { code, stdout, stderr } = await sweeper(args, { ...env, COLUMNS: '300' }, clone);
      expect({ code }).toEqual({ code: 1 });
      expect(stdout).toContain(`1 would be created, 0 would be deactivated`);
      expect(stdout).toContain(`${frozen}: no key and no secret was changed.`);
      expect(stderr).toContain(`Not replaced: bob, there is a freeze until ${to} ("sales")\n`);
      expect(stderr).toContain('Remove the freeze from config/sandbox.yml and deploy. To repeat it then: npm run sweeper -- sweep');
      expect(writes(account)).toEqual(['sns:Publish']);
      const plan = await sweeper(['plan', '--stage', 'sandbox'], { ...env, COLUMNS: '300' }, clone);
      expect(plan.stdout).toContain(`${frozen}. The next sweep puts off what it would do`);
      expect(plan.stdout).toContain('0 to create, 0 to deactivate, 0 to delete, 0 to flag, 1 deferred');
      const doctor = await sweeper(['doctor', '--stage', 'sandbox'], { ...env, COLUMNS: '300' }, clone);
      expect(doctor.stdout).toContain(`mode enforce. ${frozen}: sweeps change no key and no secret.`);
    });
  });

  // Other answers are tested in test/cli/terminal/consent.test.ts.
  it.runIf(hasTerminals).each([
    ['yes', 'yes\r', 0, 2],
    ['no', 'no\r', 1, 1],
    ['Ctrl-C', '\u0003', 1, 1],
  ])('given %s for an answer on a terminal, it sweeps only if that is yes', async (_, answer, code, keys) => {
    await within(old, async ({ account, env }) => {
      const child = onTerminal(command, env, clones.enforce);
      const closed = once(child, 'close');
      const screen = collect(child.stdout);
      await screen.until('Type yes to go on: ');
      child.stdin.write(answer);
      expect({ code: (await closed)[0] }).toEqual({ code });
      expect(screen.text()).toContain('Sweep all users of AWS account 123456789012 (sandbox) now?');
      expect(keysOf(account)).toEqual({ alice: keys, bob: 1 });
      if (keys === 1) {
        expect(screen.text()).toContain('Nothing was done.');
        expect(writes(account)).toEqual([]);
      }
    });
  });

  it('given nobody who hears the notices, nothing is changed, it says what to do, and exits 1', async () => {
    await within(old, async ({ account, env }) => {
      account.subscriptions = [];
      const { code, stdout, stderr } = await sweeper([...command, '--yes'], { ...env, COLUMNS: '300' }, clones.enforce);
      expect({ code }).toEqual({ code: 1 });
      expect(stdout).toContain("1 failed. Nobody is known to receive owners' notices: nothing was changed.");
      expect(stdout).toContain('1 would be created');
      expect(stderr).toMatch(/^Nothing was changed and no owner was notified: .*: aws sns subscribe --region us-east-1 /);
      expect(keysOf(account)).toEqual({ alice: 1, bob: 1 });
      expect(account.published.map(({ TopicArn }) => TopicArn)).toEqual([alertsArn, topicArn]);
      expect(writes(account)).toEqual(['sns:Publish', 'sns:Publish']);
    });
  });

  it('given mode report, nothing is asked and nothing changed, and the digest goes out', async () => {
    await within(old, async ({ account, env }) => {
      const { code, stdout } = await sweeper(command, env, clones.report);
      expect({ code }).toEqual({ code: 0 });
      expect(stdout).toContain('1 would be created');
      expect(writes(account)).toEqual(['sns:Publish']);
    });
  });

  describe.each([
    ['Ctrl-C', false],
    ['Ctrl-C that ends the reader of stderr too, as `2>&1 | tee`', true],
  ])('given %s', (_, isReaderGone) => {
    it('the users in hand are finished, the rest is left, the digest goes out, and it exits 1', async () => {
      const many = Array.from({ length: 40 }, (_, n) => userOfAge(`user-${n}`, 65));
      await within(many, async ({ account, env }) => {
        const child = start([...command, '--yes'], env, clones.enforce);
        const stderr = collect(child.stderr);
        let isStopped = false;
        account.intercept = ({ operation }, serve) => {
          if (operation === 'iam:CreateAccessKey' && !isStopped) {
            isStopped = true;
            if (isReaderGone) for (const stream of [child.stdout, child.stderr]) stream.destroy();
            // Once only: a second one half a second later ends the process at once.
            child.kill('SIGINT');
          }
          return serve();
        };
        const closed = once(child, 'close');
        expect({ code: await exitOf(child) }).toEqual({ code: 1 });
        await closed;
        if (!isReaderGone) {
          expect(stderr.text()).toContain('Stopping when the users in hand are done with.');
          expect(stderr.text()).toMatch(/Stopped: nothing was done for user-\d+, .* and \d+ more\. The same command goes on/);
        }
        const { made, current, intents } = leftBehind(account);
        expect(made, 'users with a new key').toBeGreaterThan(0);
        expect(made, 'users with a new key').toBeLessThan(40);
        expect({ current, intents }).toEqual({ current: made, intents: [] });
        expect(digests(account)[0]).toContain('Not reached, because a person stopped the sweep (');
        const after = account.history.map(({ operation }) => operation);
        expect(after).not.toContain('scheduler:CreateSchedule');
        expect(after).not.toContain('scheduler:UpdateSchedule');
      });
    });
  });

  it('given --debug and an AWS that echoes what it was sent, nobody reads the secret (G5)', async () => {
    await within(old, async ({ account, env }) => {
      account.intercept = ({ operation }, serve) => {
        if (operation !== 'secretsmanager:PutSecretValue') return serve();
        const secret = account.users.get('alice')?.keys[1]?.SecretAccessKey ?? '';
        expect(secret).toContain('CANARY');
        throw new ServiceError('ValidationException', 400, `Value '${secret}' failed`);
      };
      const args = ['--debug', ...command, '--yes'];
      const { code, stdout, stderr } = await sweeper(args, env, clones.enforce);
      expect({ code }).toEqual({ code: 1 });
      expect(stderr).toContain('an error that names a secret');
      expect(stdout + stderr + JSON.stringify(account.published)).not.toContain('CANARY');
      expect(keysOf(account)).toEqual({ alice: 1, bob: 1 });
    });
  });

  it.each([
    ['no permission to create', 'iam:CreateAccessKey on arn:aws:iam::123456789012:user/alice'],
    ['no deployment', 'The stage sandbox is not deployed to account 123456789012 in us-east-1'],
  ])('given %s, it says so, exits 1, and no key was touched', async (what, says) => {
    await within(old, async ({ account, env }) => {
      if (what === 'no deployment') account.schedules.clear();
      forbid(account, (operation) => operation === 'iam:CreateAccessKey');
      const { code, stderr } = await sweeper([...command, '--yes'], env, clones.enforce);
      expect({ code }).toEqual({ code: 1 });
      expect(stderr).toContain(says);
      expect(keysOf(account)).toEqual({ alice: 1, bob: 1 });
    });
  });

  it.each([
    ['neither a terminal nor --yes', command, 'there is no terminal to ask on: add --yes'],
    ['a user that is not there', [...command, '--yes', '--user', 'eve'], 'There is no user eve in account'],
  ])('given %s, it is refused with 64 and nothing is written', async (_, args, says) => {
    await within(old, async ({ account, env }) => {
      const { code, stdout, stderr } = await sweeper(args, env, clones.enforce);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toContain(says);
      expect(writes(account)).toEqual([]);
    });
  });
});
