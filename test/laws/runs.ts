import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

const { SEED, RUN, RUNS, USERS, LAWS } = process.env;

/** The seed of all random numbers. */
export const seed = Number(SEED ?? 20_261_121);

/** A number for `npm test`, one for `npm run test:laws`, one for `npm run test:soak`, and what replaces each. */
const size = (few: number, all: number, long: number, given?: string) =>
  Number(given ?? (LAWS === 'long' ? long : LAWS === 'all' ? all : few));

/** How much each suite tries. */
export const sizes = {
  /** Runs of 20 sweeps. */
  guarantees: size(20, 300, 20_000, RUNS),
  /** Runs of 20 sweeps. */
  onTime: size(4, 20, 400, RUNS),
  /** Runs of 16 sweeps, each with a forger and without. */
  forger: size(6, 100, 1_000, RUNS),
  /** Runs of 17 weeks with two deployments. */
  deployments: size(6, 100, 1_000, RUNS),
  /** Cases for each law. */
  rules: size(300, 1_000, 20_000, RUNS),
  /** Cases for each law. */
  forecast: size(2, 4, 20, RUNS),
  /** One in so many of the crash cases. */
  crash: size(4, 1, 1),
  /** Users. */
  secretsTold: size(100, 500, 500, USERS),
  /** Users. */
  year: size(20, 500, 5_000, USERS),
};

/** Returns the command that tries the same again; `only` are the variables and their values that narrow it down. */
export function again(suite: string, only = ''): string {
  return `SEED=${seed} ${only && `${only} `}npm run test:laws -- ${suite}`;
}

type Runs<Input> = {
  runs: number;
  arbitrary: fc.Arbitrary<Input>;
  /** Which of `of` equal shares of the runs. */
  share?: number;
  of?: number;
};

/**
 * Defines a test of a law for each run of a share, or only for run RUN. `check` returns what breaks the law, in a
 * sentence each. A failure names the command that plays the run again. Returns the number of tests.
 */
export function eachRun<Input>(
  suite: string,
  law: string,
  { runs, arbitrary, share = 1, of = 1 }: Runs<Input>,
  check: (input: Input) => Promise<string[]>,
): number {
  const all = RUN ? [Number(RUN)] : Array.from({ length: runs }, (_, n) => n + 1);
  const own = all.filter((n) => n % of === share % of);
  for (const run of own)
    it(`${law}: run ${run} of SEED=${seed}`, async () => {
      const path = `${Math.floor((run - 1) / of)}`;
      const [input] = fc.sample(arbitrary, { seed: seed * of + share, path, numRuns: 1 }) as [Input];
      if (RUN) console.info(inspect(input, { depth: null }));
      const found = await check(input);
      if (found.length > 0) throw new Error(`${found.join('\n')}\nTry it again:\n${again(suite, `RUN=${run}`)}\n`);
    });
  return own.length;
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
      const only = `-t "${name.replaceAll(/[^\w ,:–-]/g, '.')}"`;
      const command = `${again(suite, `RUN=${details.counterexamplePath}`)} ${only}`;
      throw new Error(`${fc.defaultReportMessage(details)}\nTry it again:\n${command}\n`, { cause: details.errorInstance });
    },
  };
}

/** Prints what a suite tried, with its seed. */
export function print(what: string): void {
  console.info(`${what}, SEED=${seed}`);
}
