import { expect, it, onTestFinished, vi } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { runSweeps } from '../../../sandbox/run/run-sweeps.ts';
import { enforcing } from '../../laws/sweeper/enforcing.ts';
import { start, userOfAge } from '../../whole/world.ts';

const users = ['ada', 'ben', 'cai', 'dee', 'eve', 'fay'].map((name) => userOfAge(name, 63));

/** Sweeps six users of an account that takes so many calls of IAM a second. Returns what happened, and for how long by which clock. */
async function sweepOf(iamCallsPerSecond: number, callsPerSecond: number) {
  const pauses = vi.spyOn(globalThis, 'setTimeout');
  onTestFinished(() => pauses.mockRestore());
  const file = { now: start.toISOString(), users, settings: { iamCallsPerSecond } };
  const account = accountOf(parseAccount(file, 'the test', start));
  const config = enforcing({ limits: { callsPerSecond } });
  for await (const { error, counts } of runSweeps(account, config, { sweeps: 1, everyDays: 7, seed: 1 })) {
    const throttled = account.history.filter(({ code }) => code === 'Throttling').length;
    const seconds = (account.clock.now().getTime() - start.getTime()) / 1_000;
    const waited = pauses.mock.calls.map(([, ms = 0]) => ms).filter((ms) => ms >= 10);
    return { error, created: counts.actions?.create.done, throttled, seconds, waited };
  }
  throw new Error('there was no sweep');
}

it('given a sweep that keeps to a low call rate, it is not throttled, and only the clock of the account goes on', async () => {
  const { seconds, ...rest } = await sweepOf(1, 1);
  expect(rest).toEqual({ error: null, created: 6, throttled: 0, waited: [] });
  expect(seconds).toBeGreaterThan(60);
});

it('given a sweep that calls faster than the account allows, its repeats wait by the clock of the account only', async () => {
  const { throttled, waited } = await sweepOf(1, 20);
  expect(waited).toEqual([]);
  expect(throttled).toBeGreaterThan(6);
});

it('given the usual call rate, nothing waits for it', async () => {
  const [usual, unlimited] = [await sweepOf(1_000, 20), await sweepOf(1_000, 1_000)];
  expect(usual).toEqual(unlimited);
});
