import { expect, it } from 'vitest';
import { scheduleCommand } from '../../../cli/schedule/command.ts';
import { refusalOf } from '../refusal.ts';

it.each([
  ['no stage', ['status'], "required option '--stage <name>' not specified"],
  ['no reason', ['pause', '--stage', 'a', '--until', '2027-02-01'], "required option '--reason <text>'"],
  ['no day', ['pause', '--stage', 'a', '--reason', 'x'], "required option '--until <day>'"],
  ['a day that is none', ['pause', '--until', '2027-02-31'], 'It must be a day such as 2026-12-24.'],
])('given %s, schedule is refused', async (_, args, says) => {
  expect(await refusalOf(scheduleCommand(), args)).toContain(says);
});
