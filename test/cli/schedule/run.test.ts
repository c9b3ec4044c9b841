import { expect, it } from 'vitest';
import { runPause, runResume } from '../../../cli/schedule/run.ts';
import { exitCodeOf } from '../../../cli/terminal/program.ts';

const until = '9999-12-31';
const stage = 'prod';

it.each([
  ['an empty reason', () => runPause({ stage, reason: ' ', until }), '--reason is empty'],
  ['a day gone by', () => runPause({ stage, reason: 'x', until: '2026-01-01' }), 'is not in the future'],
  ['a pause of no account (G7)', () => runPause({ stage, reason: 'x', until }), 'names no account'],
  ['a resumption of no account (G7)', () => runResume({ stage }), 'names no account'],
])('given %s, it is refused with 64 before it connects', async (_, run, says) => {
  const thrown = await run().catch((error: Error) => error);
  expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
  expect(String(thrown)).toContain(says);
});
