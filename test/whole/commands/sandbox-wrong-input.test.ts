import { describe, expect, it } from 'vitest';
import { accountOf, file, jsonOf, sandbox } from './process.ts';

const late = 'thresholds: { create: { from: 90, to: 92 }, deactivate: { from: 100, to: 110 }, ';
const bands = `${late}delete: { after: 110, inactiveFor: 1 } }\n`;
const good = accountOf(10);

const account = (name: string, content: unknown) => ['--account', file(name, content)];
const config = (name: string, content: string) => ['--config', file(name, content)];

const refused: [what: string, args: string[], ...says: string[]][] = [
  ['90/100/110 swept weekly', config('w.yml', `everyDays: 7\n${bands}`), 'w.yml: ', 'thresholds.'],
  [
    'an unknown setting',
    config('u.yml', 'every_days: 7\n'),
    'u.yml: 1 fault',
    'every_days: expected one of mode',
  ],
  ['two wrong settings', config('2.yml', 'mode: on\nlateKeys: 1\n'), '2 faults', 'mode: ', 'lateKeys: '],
  ['a config that is no YAML', config('n.yml', 'a: [1\n'), 'n.yml: 1 fault', 'line '],
  ['a config that is a list', config('l.yml', '- 1\n'), 'l.yml: '],
  ['a config that is not there', ['--config', '/nowhere/c.yml'], '/nowhere/c.yml', 'no such file'],
  ['an account that is not there', ['--account', '/nowhere/a.json'], '/nowhere/a.json', 'no such file'],
  ['a folder for an account', ['--account', import.meta.dirname], import.meta.dirname, 'EISDIR'],
  ['an account that is no JSON', account('n.json', '{ "users": '), 'n.json: ', 'JSON'],
  ['an account that is null', account('0.json', 'null'), '0.json: 1 fault', 'found null'],
  [
    'a wrong account',
    account('w.json', { users: [{ UserName: 'a b' }] }),
    'users.0.UserName',
    'users.0.AccessKeys',
  ],
  [
    'wrong faults',
    ['--faults', file('f.json', [{ operation: 'x' }])],
    'f.json: 2 faults',
    'faults.0.operation',
  ],
  ['an unknown flag', ['--sweep', '2'], "unknown option '--sweep'"],
  ['an excess word', ['account.json'], 'too many arguments'],
  [
    'sweeps in words',
    ['--sweeps', 'x'],
    "'--sweeps <n>' argument 'x' is invalid",
    'whole number from 1 to 10000',
  ],
  ['no sweeps', ['--sweeps', '0'], '--sweeps'],
  ['half a sweep', ['--sweeps', '1.5'], '--sweeps'],
  ['a negative gap', ['--every', '-1'], '--every'],
  ['a flag without its value', ['--account'], 'argument missing'],
  ['a port without --serve', ['--port', '4566'], '--port needs --serve'],
  ['a port out of range', ['--serve', '--port', '65536'], '--port', 'from 0 to 65535'],
  ['--serve with --json', ['--serve', '--json'], "'--serve' cannot be used with option '--json'"],
];

describe.concurrent('wrong input', () => {
  it.each(refused)(
    'given %s, it is refused with what is wrong where, and nothing runs',
    async (_, args, ...says) => {
      const { code, stdout, stderr } = await sandbox(args.includes('--serve') ? args : ['--json', ...args]);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      for (const words of says) expect(stderr).toContain(words);
      expect(stderr).not.toContain('    at ');
    },
  );

  it('given 90/100/110 swept daily, it is accepted', async () => {
    const args = [...account('good.json', good), ...config('d.yml', `everyDays: 1\n${bands}`)];
    expect(await jsonOf(args)).toHaveLength(2);
  });
});
