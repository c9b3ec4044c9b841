import { describe, expect, it } from 'vitest';
import { file } from './process.ts';
import { sandbox } from './sandbox.ts';

// What else is refused is tested in test/cli/sandbox/{command,read-input}.test.ts.
describe.concurrent('wrong input', () => {
  it.each([
    ['a wrong config', ['--config', file('u.yml', 'every_days: 7\n')], 'every_days: expected one of mode'],
    ['an account that is not there', ['--account', '/nowhere/a.json'], '/nowhere/a.json'],
    ['wrong faults', ['--faults', file('f.json', [{ operation: 'x' }])], 'faults.0.operation'],
    ['an unknown flag', ['--sweep', '2'], "unknown option '--sweep'"],
    ['a port without --serve', ['--port', '4566'], '--port needs --serve'],
    ['--serve with --json', ['--serve', '--json'], "'--serve' cannot be used with option '--json'"],
  ])('given %s, it is refused with 64, and nothing runs', async (_, args, says) => {
    const { code, stdout, stderr } = await sandbox(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
  });
});
