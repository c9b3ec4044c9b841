import { describe, expect, it } from 'vitest';
import { type InputFiles, readInput } from '../../../cli/sandbox/read-input.ts';
import { exitCodeOf } from '../../../cli/terminal/program.ts';
import { file } from '../../whole/commands/process.ts';

const late = 'thresholds: { create: { from: 90, to: 92 }, deactivate: { from: 100, to: 110 }, ';
const bands = `${late}delete: { after: 110, inactiveFor: 1 } }\n`;

const account = (name: string, content: unknown) => ({ account: file(name, content) });
const config = (name: string, content: string) => ({ config: file(name, content) });
const faults = (name: string, content: unknown) => ({ faults: file(name, content) });
const errorOf = (read: () => unknown) => {
  try {
    read();
  } catch (thrown) {
    return thrown as Error;
  }
  return undefined;
};
const wrongUser = { users: [{ UserName: 'a b' }] };

describe('the input of the sandbox', () => {
  it('given no files, it is the sample, without faults', () => {
    const input = readInput({});
    expect([...input.account.users.keys()]).toContain('alice');
    expect(input).toMatchObject({ config: { mode: 'enforce' }, faults: [] });
  });

  it('given 90/100/110 swept daily, it is accepted', () => {
    expect(readInput(config('d.yml', `everyDays: 1\n${bands}`)).config.everyDays).toBe(1);
  });

  it.each<[what: string, files: InputFiles, ...says: string[]]>([
    ['90/100/110 swept weekly', config('w.yml', `everyDays: 7\n${bands}`), 'w.yml: ', 'thresholds.'],
    ['an unknown setting', config('u.yml', 'every_days: 7\n'), '1 fault', 'every_days: expected one of mode'],
    ['two wrong settings', config('2.yml', 'mode: on\nlateKeys: 1\n'), '2 faults', 'mode: ', 'lateKeys: '],
    ['a config that is no YAML', config('n.yml', 'a: [1\n'), 'n.yml: 1 fault', 'line '],
    ['a config that is a list', config('l.yml', '- 1\n'), 'l.yml: '],
    ['a config that is not there', { config: '/nowhere/c.yml' }, '/nowhere/c.yml', 'no such file'],
    ['an account that is not there', { account: '/nowhere/a.json' }, '/nowhere/a.json', 'no such file'],
    ['a folder for an account', { account: import.meta.dirname }, import.meta.dirname, 'EISDIR'],
    ['an account that is no JSON', account('n.json', '{ "users": '), 'n.json: ', 'JSON'],
    ['an account that is null', account('0.json', 'null'), '0.json: 1 fault', 'found null'],
    ['a wrong account', account('w.json', wrongUser), 'users.0.UserName', 'users.0.AccessKeys'],
    ['wrong faults', faults('f.json', [{ operation: 'x' }]), 'f.json: 2 faults', 'faults.0.operation'],
  ])('given %s, it is refused with what is wrong where', (_, files, ...says) => {
    const thrown = errorOf(() => readInput(files));
    expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
    for (const words of says) expect(thrown?.message).toContain(words);
  });
});
