import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../../cli/sandbox/decision-table.ts';
import { rules } from '../../../lib/decide/rules.ts';
import { accountOf, exitOf, file, sandbox, start } from './process.ts';

/** How every colour code begins. */
const colour = '\u001b[';

describe.concurrent('a readable run', () => {
  it('given the sample, all rules and the notices are shown, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await sandbox([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Sweep 1 of 1, 2026-03-03T06:00:00.000Z, mode enforce$/m);
    for (const { name } of rules) expect(stdout).toMatch(new RegExp(`│ ${name} +│`));
    expect(stdout).toMatch(/^Notice: .*alice/m);
    expect(stdout.match(/^Notice: /gm)?.length).toBeGreaterThan(10);
    expect(stdout).not.toContain(colour);
  });

  it('given colours are asked for, there are some; given NO_COLOR, there are none', async () => {
    const account = ['--account', file('one.json', accountOf(61))];
    expect((await sandbox(account, { FORCE_COLOR: '1' })).stdout).toContain(colour);
    expect((await sandbox(account, { NO_COLOR: '1' })).stdout).not.toContain(colour);
  });

  it('given a sweep that fails, it says why and the exit code is 1', async () => {
    const config = file('other-account.yml', "accountId: '999999999999'\n");
    const { code, stdout, stderr } = await sandbox(['--config', config]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('999999999999');
    expect(stdout).not.toContain('    at ');
  });

  it('given an account without users, the table is empty and the run ends well', async () => {
    const { code, stdout } = await sandbox(['--account', file('empty.json', { users: [] })]);
    expect(code).toBe(0);
    expect(stdout).toContain('mode enforce');
  });

  it('given a reader that stops after one line, the run ends quietly', async () => {
    for (const more of [[], ['--json']]) {
      const child = start(['--sweeps', '20', ...more]);
      const stderr: Buffer[] = [];
      child.stderr.on('data', (chunk) => stderr.push(chunk));
      child.stdout.once('data', () => child.stdout.destroy());
      expect(await exitOf(child)).toBe(0);
      expect(Buffer.concat(stderr).toString()).toBe('');
    }
  });

  it('given --help, it shows every option and ends well', async () => {
    const { code, stdout } = await sandbox(['--help']);
    expect(code).toBe(0);
    for (const option of ['account', 'config', 'sweeps', 'every', 'seed', 'faults', 'json', 'serve', 'port'])
      expect(stdout).toContain(`  --${option}`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe('the table', () => {
  const row = {
    UserName: 'alice',
    AccessKeyId: 'AKIAALICE00000000001',
    age: 61,
    rule: 'create',
    action: 'create',
    reason: 'because',
    outcome: 'done',
  } as const;

  it.each([
    [40, false],
    [139, false],
    [140, true],
    [200, true],
  ])('given %i columns, reasons are shown: %s', (columns, shown) => {
    const table = decisionTable([row], columns);
    expect(table).toContain('AKIAALICE00000000001');
    expect(table.includes('because')).toBe(shown);
  });

  it('given more keys than one reads at once, those with nothing to do are only counted', () => {
    const fresh = { ...row, rule: 'fresh', action: 'keep', outcome: 'none' } as const;
    const table = decisionTable([row, ...Array.from({ length: 60 }, () => fresh)], 40);
    expect(table).toContain('and 60 fresh keys, with nothing to do');
    expect(decisionTable([row, fresh], 40)).not.toContain('and 1 fresh');
  });
});
