import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { caller, denied } from '../../cli/in-memory.ts';
import { longLines } from '../../cli/long-lines.ts';
import { writes } from '../world.ts';
import { cloneWith } from './clone.ts';
import { exitOf, root } from './process.ts';
import { type Served, served, start, sweeper, userOfAge } from './sweeper.ts';

const until = addDays(new Date(), 40).toISOString().slice(0, 10);

/** Every command; those that look at no account need no credentials. */
const offline = [
  ['config', 'check'],
  ['config', 'explain'],
].map(atStage);
const online = [
  ['adopt', '--user', 'carol', '--yes'],
  ['doctor'],
  ['plan'],
  ['plan', '--forecast', '8'],
  ['schedule', 'status'],
  ['schedule', 'pause', '--reason', 'change freeze', '--until', until],
  ['schedule', 'resume'],
  ['sweep', '--yes'],
].map(atStage);
const all = [...offline, ...online];

/** One command of each folder; all of a folder connect to an account and print errors alike. */
const one = online.filter(([name]) => /^(adopt .*|doctor|plan|schedule pause .*|sweep --yes)$/.test(name));

/** The exit codes that are not 0 for an account whose notices nobody gets and of which one key is due. */
const codes: Record<string, number> = { doctor: 1, plan: 2 };

function atStage(words: readonly string[]): [name: string, args: string[]] {
  return [words.join(' '), [...words, '--stage', 'sandbox']];
}

const settings = { mode: 'enforce', deploy: { alarmEmail: 'none' } };
const other = cloneWith({ ...settings, accountId: '999999999999' });
let world: Served;

beforeAll(async () => {
  const carol = { ...userOfAge('carol', 50), UserId: 'AIDACAROL0000EXAMPLE' };
  const secret = { Name: 'iam-access-keys/carol', Tags: { 'access-key-sweeper:user-id': carol.UserId }, versions: [] };
  world = await served([userOfAge('alice', 65), userOfAge('bob', 1), carol], [secret]);
});
afterAll(() => world.close());
beforeEach(() => {
  world.account.intercept = (_, serve) => serve();
});

describe('every command', () => {
  it.each(all)('%s, given 40 columns, does its work and prints no line that could be shorter', async (name, args) => {
    const { code, stdout, stderr } = await sweeper(args, { ...world.env, COLUMNS: '40' });
    expect({ code, stderr }).toEqual({ code: codes[name] ?? 0, stderr: '' });
    expect(stdout).not.toBe('');
    // A name that is longer stands alone.
    expect(longLines(stdout, 40).filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  it.each(all)('%s, given a wrong flag, is refused with 64', async (_, args) => {
    const { code, stdout, stderr } = await sweeper([...args, '--nonsense'], world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain("unknown option '--nonsense'");
  });

  it.each(all.filter(([name]) => /^(config explain|doctor|plan|sweep --yes)$/.test(name)))(
    '%s, given a reader that has gone, as head has, ends quietly and as it would',
    async (name, args) => {
      const own = await served([userOfAge('alice', 65)]);
      onTestFinished(own.close);
      const child = start(args, own.env);
      child.stdout.destroy();
      const [code, stderr] = await Promise.all([exitOf(child), text(child.stderr)]);
      expect({ code, stderr }).toEqual({ code: codes[name] ?? 0, stderr: '' });
    },
  );

  it.runIf(existsSync('/dev/full'))('config explain, given a full disk, says so in a sentence', () => {
    const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const;
    const args = [join(root, 'cli/sweeper.cjs'), 'config', 'explain', '--stage', 'sandbox'];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: [...stdio], encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'The output could not be written: ENOSPC: no space left on device, write.\n' });
  });
});

describe('every command that looks at an account', () => {
  it.each(one)('%s, given no credentials, says how to get some', async (name, args) => {
    const { code, stdout, stderr } = await sweeper(args, { AWS_REGION: 'us-east-1', COLUMNS: '300' });
    expect({ code }).toEqual({ code: 1 });
    expect(stdout + stderr).toMatch(/No AWS credentials were found .*Name a profile with --profile/);
    // Without them doctor can check only the settings; other commands print nothing.
    expect(stdout.match(/^(ok|do) .*/gm) ?? []).toHaveLength(name === 'doctor' ? 2 : 0);
  });

  it.each(one)('%s, given no permission, says who may not do what', async (_, args) => {
    const before = writes(world.account);
    world.account.intercept = ({ operation }, serve) => {
      if (operation === 'sts:GetCallerIdentity') return serve();
      throw denied(operation, '*');
    };
    const { code, stdout, stderr } = await sweeper(args, { ...world.env, COLUMNS: '300' });
    expect({ code }).toEqual({ code: 1 });
    expect(stdout + stderr).toContain(`${caller} may not `);
    expect(writes(world.account)).toEqual(before);
  });

  it.each(online.filter(([name]) => !/status|forecast/.test(name)))(
    '%s, given the wrong account, says so and writes nothing (G7)',
    async (_, args) => {
      const before = writes(world.account);
      const { code, stdout, stderr } = await sweeper(args, world.env, other);
      expect({ code }).toEqual({ code: 1 });
      expect(stdout + stderr).toMatch(/for (account )?999999999999/);
      expect(writes(world.account)).toEqual(before);
    },
  );
});
