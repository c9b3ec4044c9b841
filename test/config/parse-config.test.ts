import { describe, expect, it } from 'vitest';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { problemsIn, problemsOf } from './problems.ts';

describe('all problems at once', () => {
  const over = {
    mode: 'enforce',
    everyDays: 'weekly',
    colour: 'red',
    thresholds: { create: { from: 75 }, deactivate: { to: '90' } },
    deploy: { schedule: 'cron(0 6 * * TUE *)' },
  };
  const containing = (text: string) => expect.stringContaining(text) as string;

  it('given wrong types, unknown settings and wrong combinations, each is listed with what was found', () => {
    const found = 'a name that does not exist';
    const cron = containing('cron(0 6 ? * TUE *)');
    expect(problemsOf(over)).toEqual([
      { path: 'everyDays', expected: 'a whole number', found: '"weekly"' },
      { path: 'thresholds.deactivate.to', expected: 'a whole number', found: '"90"' },
      { path: 'colour', expected: containing('mode'), found },
      { path: 'thresholds.create.to', expected: 'at least create.from (75)', found: '70' },
      { path: 'deploy.schedule', expected: cron, found: 'cron(0 6 * * TUE *)' },
      { path: 'accountId', expected: containing('12 digits'), found: 'null' },
      { path: 'deploy.alarmEmail', expected: containing('none'), found: 'null' },
    ]);
  });

  it('given several, the message names the source and has a line for each', () => {
    const read = () => parseConfig(merge(defaults(), over), 'config/x.yml');
    expect(read).toThrow(/^config\/x\.yml: 7 faults\n/);
    expect(read).toThrow('\n  everyDays: expected a whole number; found "weekly"\n');
  });

  it('given the name that a setting had before, the message says what it is now', () => {
    const { expected } = problemsOf({ retireUnusedAfterDays: 90 })[0] ?? {};
    expect(expected).toBe('unused: { action: retire, after: 45 } in its place');
  });

  it('given one, the message says 1', () => {
    expect(() => parseConfig(merge(defaults(), { everyDays: 8 }), 'test')).toThrow(/^test: 1 fault\n/);
  });

  it.each([null, undefined, 5, 'x', []])('given %j for a configuration, it is refused', (raw) => {
    expect(problemsIn(() => parseConfig(raw, 'test'))).toMatchObject([{ path: '(the whole input)' }]);
  });
});
