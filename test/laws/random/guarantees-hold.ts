import { afterAll, expect, it } from 'vitest';
import { eachRun, print, sizes } from '../runs.ts';
import { anyRun } from './any-run.ts';
import { playRun } from './play-run.ts';
import { type Tally, tallied } from './tally.ts';

const users = 10;
/** Four of which follow without any mishap. */
const sweeps = 20;

/** Defines one of two shares of the runs, because two files use two processors. */
export function guaranteesHold(share: 1 | 2): void {
  const tally: Tally = new Map();
  const runs = eachRun(
    'guarantees',
    'given any account, configuration, schedule, faults and people, G1–G6 and G8–G10 hold',
    { runs: sizes.guarantees, arbitrary: anyRun(users, sweeps - 4), share, of: 2 },
    (run) => playRun(run, tally),
  );

  // In fewer runs, what is rare need not come up.
  const often = Math.floor(runs / 100);
  it(`each rule, act, fault, deed and other sweep came up ${often} times at least`, () => {
    expect(tallied.filter((name) => (tally.get(name) ?? 0) < often)).toEqual([]);
  });

  afterAll(() => {
    const lines = [...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
    print(`${runs} runs of ${sweeps} sweeps over ${users} users, share ${share} of 2: ${lines.join(', ')}`);
  });
}
