import { describe, expect, it } from 'vitest';
import { forecastAhead } from '../../../cli/plan/forecast-ahead.ts';
import { config, now, type Overrides } from '../../tools/builders.ts';
import { writes } from '../../whole/world.ts';
import { inMemory } from '../in-memory.ts';

const users = ['alice', 'bob', 'carol'].map((UserName) => ({ UserName, AccessKeys: [{ Status: 'Active', ageDays: 65 }] }));

/** The forecast of an account under its settings and under each of `others`. */
async function forecastOf(others: readonly Overrides[] = [], settings: Overrides = {}, weeks = 26) {
  const { account, connection } = inMemory(users, { settings });
  const named = others.map((one) => ({ source: 'other.yml', config: config(one) }));
  const request = { now, weeks, owners: 'move', users: undefined, others: named } as const;
  return { account, report: await forecastAhead(connection, request) };
}

describe('the forecast of an account', () => {
  it('given 26 weeks, it has each, and nothing was written', async () => {
    const { account, report } = await forecastOf();
    expect(report.outcomes.map(({ source, weeks }) => [source, weeks.length])).toEqual([['config/sandbox.yml', 26]]);
    expect(writes(account)).toEqual([]);
  });

  it('given other settings, it has what sweeps would do under both', async () => {
    const { report } = await forecastOf([{ limits: { percent: 1, minimum: 1 } }]);
    const created = report.outcomes.map(({ weeks }) => weeks.slice(0, 4).map(({ counts }) => counts?.created));
    expect(created).toEqual([
      [3, 0, 0, 0],
      [1, 1, 1, 0],
    ]);
    expect(report.outcomes.map(({ source }) => source)).toEqual(['config/sandbox.yml', 'other.yml']);
  });

  it('given fewer weeks than until the next sweep, they have no counts', async () => {
    const monthly: Overrides = {
      everyDays: 31,
      thresholds: { create: { from: 100, to: 131 }, deactivate: { from: 162, to: 193 }, delete: { after: 193 } },
      deploy: { schedule: 'cron(0 6 15 * ? *)' },
    };
    const { report } = await forecastOf([], monthly, 1);
    expect(report.outcomes[0]?.weeks).toEqual([{ from: now, counts: undefined }]);
  });

  it('given other settings that store secrets elsewhere, it is refused before anything is read', async () => {
    const { account, connection } = inMemory(users);
    const others = [{ source: 's.yml', config: config({ secrets: { prefix: 'other/' } }) }];
    const request = { now, weeks: 1, owners: 'move', users: undefined, others } as const;
    await expect(forecastAhead(connection, request)).rejects.toThrow('s.yml: secrets.prefix must be that of the stage, iam-access-keys/');
    expect(account.history).toEqual([]);
  });
});
