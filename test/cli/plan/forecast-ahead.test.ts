import { describe, expect, it } from 'vitest';
import { forecastAhead } from '../../../cli/plan/forecast-ahead.ts';
import { ago, config, now, type Overrides } from '../../tools/builders.ts';
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

  it('given a profile by which keys are due earlier, the last use of every key is read, so that keys in use are replaced', async () => {
    const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE';
    const AccessKeys = [{ AccessKeyId, Status: 'Active', ageDays: 10, LastUsedDate: ago(1).toISOString() }];
    const versions = [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }];
    const fast = { create: { from: 30, to: 37 }, deactivate: { from: 44, to: 51 }, delete: { after: 52, inactiveFor: 6 } };
    const { account, connection } = inMemory([{ UserName: 'alice', AccessKeys }], {
      secrets: [{ Name: 'iam-access-keys/alice', versions }],
      settings: { unused: { action: 'retire', after: 21 }, profiles: { fast } },
    });
    const { outcomes } = await forecastAhead(connection, { now, weeks: 9, owners: 'move', users: undefined, others: [] });
    expect(account.history.filter(({ operation }) => operation === 'iam:GetAccessKeyLastUsed')).toHaveLength(1);
    expect(outcomes[0]?.weeks.reduce((sum, { counts }) => sum + (counts?.created ?? 0), 0)).toBe(1);
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
