import { performance } from 'node:perf_hooks';
import Table from 'cli-table3';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { concurrency } from '../../lib/aws/deps.ts';
import { sweep } from '../../lib/sweep.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import { randomNumbers } from '../laws/random/random-numbers.ts';
import { accountWith } from '../laws/year/account.ts';

const config = parseConfig(
  merge(defaults(), { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } }),
  'the benchmark',
);

/** Runs one sweep through the real SDK, in process: measures the processor's time without AWS's. */
async function rowFor(users: number): Promise<string[]> {
  const account = accountWith(users, randomNumbers(1));
  const now = account.clock.now();
  const began = performance.now();
  const { counts } = await sweep(sandboxDeps(account, { concurrency }), config, { now, id: 'benchmark' });
  const seconds = (performance.now() - began) / 1000;
  const calls = account.history.length;
  const figures = [users, counts.keys, calls, seconds.toFixed(1), Math.round(calls / seconds)];
  return figures.map((figure) => figure.toLocaleString('en'));
}

const table = new Table({
  head: ['Users', 'Keys', 'Calls', 'Seconds', 'Calls/s'],
  colAligns: Array.from({ length: 5 }, () => 'right' as const),
  style: { head: [], border: [], compact: true },
});
for (const users of [500, 5_000]) table.push(await rowFor(users));
console.log(`One sweep, ${concurrency} users at once\n${table}`);
