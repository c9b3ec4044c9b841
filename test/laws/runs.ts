import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

const { SEED, RUN, RUNS, USERS, LAWS } = process.env;

/** The seed of all random numbers. */
export const seed = Number(SEED ?? 20_261_121);

/** A number for `npm test`, one for `npm run test:laws`, and what replaces either. */
const size = (few: number, all: number, given?: string) => Number(given ?? (LAWS === 'all' ? all : few));

/** How much each suite tries. */
export const sizes = {
  /** Runs of 20 sweeps. */
  guarantees: size(20, 300, RUNS),
  /** Runs of 20 sweeps. */
  onTime: size(4, 20, RUNS),
  /** Users, or sets of users, for each law. */
  rules: size(100, 1_000, RUNS),
  /** Accounts for each law. */
  forecast: size(1, 4, RUNS),
  /** One in so many of the crash cases. */
  crash: size(8, 1),
  /** Users. */
  secretsTold: size(100, 500, USERS),
  /** Users. */
  year: size(20, 500, USERS),
};

type Share = { share: number; of: number };

/**
 * Defines a test for each run of this share, or only for run RUN. `check` returns what is wrong, in a sentence each; a
 * failure names the command that plays the same run again.
 */
export function eachRun<Input>(
  suite: string,
  { runs, arbitrary, share = 1, of = 1 }: { runs: number; arbitrary: fc.Arbitrary<Input> } & Partial<Share>,
  check: (input: Input) => Promise<string[]>,
): void {
  const all = RUN ? [Number(RUN)] : Array.from({ length: runs }, (_, n) => n + 1);
  for (const run of all.filter((n) => n % of === share % of))
    it(`run ${run} of SEED=${seed}`, async () => {
      const path = `${Math.floor((run - 1) / of)}`;
      const [input] = fc.sample(arbitrary, { seed: seed * of + share, path, numRuns: 1 }) as [Input];
      if (RUN) console.info(inspect(input, { depth: null }));
      expect(
        await check(input),
        `Play it again: SEED=${seed} RUN=${run} npm run test:laws -- ${suite}`,
      ).toEqual([]);
    });
}

/**
 * Returns the parameters for properties of a suite: so many random cases, or only the case RUN. A failure names the
 * command that tries its smallest case again.
 */
export function parametersOf<Case>(suite: string, numRuns: number): fc.Parameters<Case> {
  return {
    seed,
    ...(RUN ? { path: RUN, numRuns: 1, endOnFailure: true } : { numRuns }),
    reporter: (details) => {
      if (!details.failed) return;
      const name = expect.getState().currentTestName?.split(' > ').at(-1) ?? '';
      const command = `SEED=${seed} RUN=${details.counterexamplePath} npm run test:laws -- ${suite}`;
      const only = `-t "${name.replaceAll(/[^\w ,:–-]/g, '.')}"`;
      throw new Error(`${fc.defaultReportMessage(details)}\n\nPlay it again: ${command} ${only}`, {
        cause: details.errorInstance,
      });
    },
  };
}

/** Prints what a suite tried, with its seed. */
export function print(what: string): void {
  console.info(`${what}, SEED=${seed}`);
}
