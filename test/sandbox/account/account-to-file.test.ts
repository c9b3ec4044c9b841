import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
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

const printed = (account: Account) =>
  JSON.parse(JSON.stringify({ account: accountToFile(account), secrets: secretsToFile(account) }));

const read = (raw: unknown) => accountOf(parseAccount(raw, 'a.json', now));

/** What `sweeps` weekly sweeps decide, as `sweep user age rule outcome`. */
async function decisions(account: Account, sweeps: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { sweep, decisions, error } of runSweeps(account, config, {
    sweeps,
    everyDays: 7,
    seed: 1,
  })) {
    expect(error).toBeNull();
    found.push(...decisions.map((one) => `${sweep} ${one.UserName} ${one.age} ${one.rule} ${one.outcome}`));
  }
  return found;
}

describe('the account that a run prints', () => {
  it('given it is read in again, it prints the same', async () => {
    const account = read({ users });
    await decisions(account, 6);
    expect(printed(read(printed(account)))).toEqual(printed(account));
  });

  it.each([1, 4, 9, 14])('given it is read in after %i sweeps, the next ones decide the same', async (n) => {
    const whole = await decisions(read({ users }), n + 3);
    const first = read({ users });
    await decisions(first, n);
    const { account, secrets } = printed(first);
    const next = read({ account: { ...account, now: addDays(now, 7 * n).toISOString() }, secrets });
    const rest = (await decisions(next, 3)).map((line) =>
      line.replace(/^\d+/, (sweep) => `${Number(sweep) + n}`),
    );
    expect(rest).toEqual(whole.filter((line) => Number(line.split(' ')[0]) > n));
  });

  it('given the last use of a key is its proof, it still is when read in again', async () => {
    const account = read({ users });
    await decisions(account, 2);
    const services = ({ users }: Account) =>
      [...users.values()].flatMap(({ keys }) => keys.map(({ lastUse }) => lastUse?.service));
    expect(services(account)).toContain('sts');
    expect(services(read(printed(account)))).toEqual(services(account));
  });

  it('given an account without secrets beside it, it can be read too', async () => {
    const { account } = printed(read({ users }));
    expect(printed(read(account)).account).toEqual(account);
  });

  it('given a secret with a value of somebody else, it is printed without a key id', () => {
    const account = read({ users });
    const stages = new Set(['AWSCURRENT']);
    const versions = new Map([['v', { VersionId: 'v', SecretString: 'hunter2', stages, CreatedDate: now }]]);
    account.secrets.set('demo', { Name: 'demo', ARN: 'arn', tags: [], versions });
    expect(secretsToFile(account)).toEqual([
      { Name: 'demo', versions: [{ VersionId: 'v', AccessKeyId: '', stages: ['AWSCURRENT'] }] },
    ]);
  });
});
