import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { rules } from '../../lib/decide/rules.ts';
import { companies, mishapNames, scripts } from './random/any-run.ts';
import { play, type Tally } from './random/play-run.ts';

/** Both can be given: `SEED=7 RUNS=20000 npm run test:soak`. */
export const seed = Number(process.env.SEED ?? 20_261_121);
const runs = Number(process.env.RUNS ?? 300);

const acts = ['finish', 'mark', 'create', 'deactivate', 'delete'].map((act) => `${act} done`);
const expected = [...rules.map(({ name }) => name), ...acts, ...mishapNames, ...companies];

const users = 10;
/** Four of which follow without any mishap. */
const sweeps = 20;

/** Defines one of `parts` equal shares of the runs, so that the shares run side by side. */
export function guaranteesHold(part: number, parts: number): void {
  const tally: Tally = new Map();
  const numRuns = Math.ceil(runs / parts);
  it('given any account, configuration, schedule, faults and people, the guarantees hold (G1–G6, G8–G10)', async () => {
    let played = 0;
    const property = fc.asyncProperty(scripts(users, sweeps - 4), async (script) => {
      expect(await play(script, tally)).toEqual([]);
      played += 1;
      if (played % 500 === 0) console.info(`Part ${part}: ${played} of ${numRuns} runs`);
    });
    await fc.assert(property, { numRuns, seed: seed * parts + part, endOnFailure: true });
  }, 0);
  // In a few runs, what is rare need not come up.
  if (process.env.SOAK)
    it('each rule, act, fault and deed came up 50 times at least', () => {
      const rare = expected.filter((name) => (tally.get(name) ?? 0) < 50);
      expect(rare).toEqual([]);
    });
  afterAll(() => {
    const lines = [...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
    console.info(
      `${numRuns} runs of ${sweeps} sweeps over ${users} users, SEED=${seed}, part ${part} of ${parts}: ${lines.join(', ')}`,
    );
  });
}
