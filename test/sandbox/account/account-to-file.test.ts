import { addDays } from 'date-fns/addDays';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { accountToFile, secretsToFile } from '../../../sandbox/account/account-to-file.ts';
import { runSweeps } from '../../../sandbox/run/run-sweeps.ts';
import { sandboxConfig } from '../../../sandbox/run/sandbox-config.ts';

const settings = sandboxConfig();
const config = { ...settings, deploy: { ...settings.deploy, flexibleMinutes: 0 } };
const now = new Date('2026-03-03T06:00:00Z');
const users = ['newest', 'oldest', 'none'].map((uses, n) => ({
  UserName: uses,
  uses,
  Tags: { Owner: 'a team' },
  AccessKeys: [{ Status: 'Active', ageDays: 58 + n, LastUsedDate: '2026-03-02T06:00:00Z' }],
}));

const printed = (account: Account) => JSON.parse(JSON.stringify({ account: accountToFile(account), secrets: secretsToFile(account) }));

const read = (raw: unknown) => accountOf(parseAccount(raw, 'a.json', now));

type Printed = ReturnType<typeof printed>;

/** Sweeps weekly. Gives each decision as `sweep user age rule outcome`, and the account as printed after each sweep. */
async function swept(account: Account, sweeps: number) {
  const decisions: string[] = [];
  const printedAfter: Printed[] = [printed(account)];
  for await (const record of runSweeps(account, config, { sweeps, everyDays: 7, seed: 1 })) {
    expect(record.error, `error of sweep ${record.sweep}`).toBeNull();
    for (const { UserName, age, rule, outcome } of record.decisions)
      decisions.push(`${record.sweep} ${UserName} ${age} ${rule} ${outcome}`);
    printedAfter.push(printed(account));
  }
  return { decisions, printedAfter };
}

describe('the account that a run prints', () => {
  let run: Awaited<ReturnType<typeof swept>>;
  beforeAll(async () => {
    run = await swept(read({ users }), 17);
  });

  it('given it is read in again, it prints the same', () => {
    const [after] = run.printedAfter.slice(6);
    expect(printed(read(after))).toEqual(after);
  });

  it.each([1, 4, 9, 14])('given it is read in after %i sweeps, the next ones decide the same', async (n) => {
    const { account, secrets } = run.printedAfter[n];
    const next = read({ account: { ...account, now: addDays(now, 7 * n).toISOString() }, secrets });
    const rest = (await swept(next, 3)).decisions.map((line) => line.replace(/^\d+/, (sweep) => `${Number(sweep) + n}`));
    const sweepOf = (line: string) => Number(line.split(' ')[0]);
    expect(rest).toEqual(run.decisions.filter((line) => sweepOf(line) > n && sweepOf(line) <= n + 3));
  });

  it('given the last use of a key is its proof, it still is when read in again', async () => {
    const account = read({ users });
    await swept(account, 2);
    const services = (one: Account) => [...one.users.values()].flatMap(({ keys }) => keys.map(({ lastUse }) => lastUse?.service));
    expect(services(account)).toContain('sts');
    expect(services(read(printed(account)))).toEqual(services(account));
  });

  it('given an account without secrets beside it, it can be read too', () => {
    const { account } = printed(read({ users }));
    expect(printed(read(account)).account).toEqual(account);
  });

  it('given a secret whose value has no key id, it is printed without one', () => {
    const account = read({ users });
    const stages = new Set(['AWSCURRENT']);
    const versions = new Map([['v', { VersionId: 'v', SecretString: 'hunter2', stages, CreatedDate: now }]]);
    account.secrets.set('demo', { Name: 'demo', ARN: 'arn', CreatedDate: now, tags: [], versions });
    const versionsInFile = [{ VersionId: 'v', AccessKeyId: '', stages: ['AWSCURRENT'] }];
    expect(secretsToFile(account)).toEqual([
      { Name: 'demo', ARN: 'arn', CreatedDate: now.toISOString(), Tags: {}, versions: versionsInFile },
    ]);
  });
});

it('given the service and Region of a last use, an application goes on with them, and they are printed', async () => {
  const [user] = users;
  const AccessKeys = [{ ...user?.AccessKeys[0], ageDays: 5, LastUsedService: 'ses', LastUsedRegion: 'eu-west-1' }];
  const account = read({ now: now.toISOString(), users: [{ ...user, AccessKeys }] });
  await swept(account, 1);
  expect(printed(account).account.users[0].AccessKeys).toMatchObject([
    { LastUsedService: 'ses', LastUsedRegion: 'eu-west-1', LastUsedDate: '2026-03-03T05:50:00.000Z' },
  ]);
  expect(read(printed(account).account).users.get('newest')?.keys[0]?.lastUse).toMatchObject({ service: 'ses', region: 'eu-west-1' });
});
