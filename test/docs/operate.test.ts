import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { runSweeps } from '../../sandbox/run/run-sweeps.ts';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';

const page = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');
const file = new URL('../../docs/old-account.json', import.meta.url);

const sweeps: SweepRecord[] = [];
const account = accountOf(parseAccount(JSON.parse(readFileSync(file, 'utf8')), file.pathname, new Date(0)));
for await (const one of runSweeps(account, sandboxConfig(), { sweeps: 26, everyDays: 7, seed: 1 })) sweeps.push(one);

it('given the first eight sweeps of an old account, they do what docs/operate.md says', () => {
  const rows = [...page.matchAll(/^\| \d+ \| \d{4}-\d\d-\d\d \|.*$/gm)].map(([row]) => row);
  expect(rows).toEqual(sweeps.slice(0, 8).map(rowOf));
});

it('given the last quarter of half a year of that account, it calls and mails as often as the cost in docs/operate.md assumes', () => {
  const quarter = sweeps.slice(13);
  const calls = quarter.flatMap((one) => Object.entries(one.calls));
  const toSecrets = calls.filter(([operation]) => operation.startsWith('secretsmanager:'));
  const mails = quarter.reduce((sum, { notices }) => sum + notices.length, 0);
  const byUserAndMonth = (count: number) => count / 3 / account.users.size;
  expect({ calls: Math.round(byUserAndMonth(toSecrets.reduce((sum, [, times]) => sum + times, 0))), mails: byUserAndMonth(mails) }).toEqual(
    { calls: 9, mails: expect.closeTo(2.6, 1) },
  );
  expect(page).toContain('The 9 calls and 2.6 mails');
});

it('given the table of costs, its sums are right, and its alarms and metrics are those that exist', () => {
  const [table = ''] = /^\| \| 50 users[\s\S]*?\*\*sum.*$/m.exec(page) ?? [];
  const rows = [...table.matchAll(/\| \**([\d,.]+)\** \| \**([\d,.]+)\** \| \**([\d,.]+)\** \|$/gm)].map(([, ...cells]) =>
    cells.map((cell) => Number(cell.replace(',', ''))),
  );
  const sums = rows.pop();
  const added = [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + Math.round((row[i] ?? 0) * 100), 0) / 100);
  expect(added, 'sums of the columns').toEqual(sums);
  const alarms = readFileSync(new URL('../../stack/alarms.yml', import.meta.url), 'utf8');
  expect(table).toContain(`| ${alarms.match(/Type: AWS::CloudWatch::Alarm/g)?.length} alarms × `);
  const { actions, ...totals } = sweeps[0]?.counts ?? {};
  const metrics = [totals, ...Object.values(actions ?? {})].flatMap((one) => Object.keys(one));
  expect(table).toContain(`| ${metrics.length} metrics × `);
});

/** Returns a row of the page's table, as its command prints it. */
function rowOf({ sweep, now, decisions, counts, notices }: SweepRecord): string {
  const { create, deactivate, delete: deletion, flag } = counts.actions ?? {};
  const old = decisions.filter(({ age, rule }) => age > 90 && rule !== 'exempt' && !rule.startsWith('inactive'));
  const cells = [sweep, now.slice(0, 10), counts.keys, old.length, create?.done, create?.deferred];
  return `| ${[...cells, deactivate?.done, deletion?.done, flag?.none, notices.length].join(' | ')} |`;
}
