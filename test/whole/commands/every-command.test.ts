import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { writes } from '../world.ts';
import { cloneWith } from './clone.ts';
import { exitOf } from './process.ts';
import { served, start, sweeper, userOfAge } from './sweeper.ts';

const until = addDays(new Date(), 40).toISOString().slice(0, 10);

/** Every command; those that look at no account need no credentials. */
const offline = [
  ['config', 'check'],
  ['config', 'explain'],
].map(atStage);
const online = [
  ['doctor'],
  ['plan'],
  ['plan', '--forecast', '8'],
  ['schedule', 'status'],
  ['schedule', 'pause', '--reason', 'change freeze', '--until', until],
  ['schedule', 'resume'],
  ['sweep', '--yes'],
].map(atStage);
const all = [...offline, ...online];

/** What is not 0 with an account of which nobody's notices are heard and one key is due. */
const codes: Record<string, number> = { doctor: 1, plan: 2 };

function atStage(words: readonly string[]): [name: string, args: string[]] {
  return [words.join(' '), [...words, '--stage', 'sandbox']];
}

const settings = { mode: 'enforce', deploy: { alarmEmail: 'none' } };
const other = cloneWith({ ...settings, accountId: '999999999999' });
let world: Awaited<ReturnType<typeof served>>;

beforeAll(async () => {
  world = await served([userOfAge('alice', 65), userOfAge('bob', 1), userOfAge('carol', 50)]);
  world.account.settings.propagationSeconds = 0;
});
afterAll(async () => {
  other.remove();
  await world.close();
});
beforeEach(() => {
  world.account.intercept = (_, serve) => serve();
});

describe('every command', () => {
  it.each(all)(
    '%s, given a terminal of 40 columns, prints no line that could be shorter',
    async (_, args) => {
      const { stdout, stderr } = await sweeper(args, { ...world.env, COLUMNS: '40' });
      expect(stderr).toBe('');
      expect(stdout).not.toBe('');
      const long = stdout.split('\n').filter((line) => line.length > 40);
      // A name that is longer stands alone.
      expect(long.filter((line) => line.trim().includes(' '))).toEqual([]);
    },
  );

  it.each(all)(
    '%s, given a reader that has gone, as head has, ends quietly and as it would',
    async (name, args) => {
      const own = await served([userOfAge('alice', 65)]);
      onTestFinished(own.close);
      own.account.settings.propagationSeconds = 0;
      const child = start(args, own.env);
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      expect({ code: await exitOf(child), stderr }).toEqual({ code: codes[name] ?? 0, stderr: '' });
    },
  );

  it.runIf(existsSync('/dev/full'))('config explain, given a full disk, says so in a sentence', () => {
    const script = join(import.meta.dirname, '../../../cli/sweeper.ts');
    const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const;
    const args = [script, 'config', 'explain', '--stage', 'sandbox'];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: [...stdio], encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The output could not be written: ENOSPC: no space left on device, write.\n',
    });
  });

  it.each(all)('%s, given a wrong flag, is refused with 64', async (_, args) => {
    const { code, stdout, stderr } = await sweeper([...args, '--nonsense'], world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain("unknown option '--nonsense'");
  });
});

describe('every command that looks at an account', () => {
  it.each(online)('%s, given no credentials, says how to get some', async (_, args) => {
    const { code, stdout, stderr } = await sweeper(args, { AWS_REGION: 'us-east-1', COLUMNS: '300' });
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/No AWS credentials were found [\s\S]*Name a profile with --profile/);
  });

  it.each(online)('%s, given no permission, says who may not do what', async (_, args) => {
    const before = writes(world.account).length;
    const whoami = 'arn:aws:sts::123456789012:assumed-role/visitor/me';
    world.account.intercept = ({ operation }, serve) => {
      if (operation === 'sts:GetCallerIdentity') return serve();
      throw new ServiceError(
        'AccessDeniedException',
        403,
        `User: ${whoami} is not authorized to perform: ${operation} on resource: *`,
      );
    };
    const { code, stdout, stderr } = await sweeper(args, { ...world.env, COLUMNS: '300' });
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/assumed-role\/visitor\/me may not \w+:\w+ on/);
    expect(writes(world.account)).toHaveLength(before);
  });

  it.each(online)('%s, given the wrong account, says so and writes nothing (G7)', async (_, args) => {
    const before = writes(world.account).length;
    const { code, stdout, stderr } = await sweeper(args, world.env, other.folder);
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/for (account )?999999999999/);
    expect(writes(world.account)).toHaveLength(before);
  });
});
