import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { configSchema } from '../../config/schema.ts';

const text = readFileSync(new URL('../../config/default.yml', import.meta.url), 'utf8');

/** The paths of all settings in the schema. */
function settingsOf(schema: z.ZodObject, under = ''): string[] {
  return Object.entries(schema.shape).flatMap(([name, inner]) =>
    inner instanceof z.ZodObject ? settingsOf(inner, `${under}${name}.`) : [`${under}${name}`],
  );
}

/** The line on which a setting, or the one-line group around it, begins. */
function lineOf(path: string[]): number {
  const counter = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: counter }).contents;
  let line = 0;
  for (const name of path) {
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name) : undefined;
    if (!pair || !isScalar(pair.key) || !pair.key.range) throw new Error(`default.yml has no ${path.join('.')}`);
    line = counter.linePos(pair.key.range[0]).line;
    node = pair.value;
  }
  return line;
}

describe('the defaults', () => {
  it('are valid, and these', () => {
    expect(parseConfig(defaults(), 'default.yml')).toEqual({
      mode: 'report',
      accountId: null,
      everyDays: 7,
      thresholds: { create: { from: 60, to: 70 }, deactivate: { from: 80, to: 90 }, delete: { after: 90, inactiveFor: 6 } },
      profiles: {},
      lateKeys: 'create',
      inUseWithinDays: 7,
      unused: { action: 'replace', after: 45, keepInactiveFor: 90 },
      freezes: [],
      include: { paths: ['/'], tag: null },
      exempt: { users: [], paths: [], sesSmtpUsers: true },
      limits: { percent: 50, backlogPercent: 10, minimum: 10, surprising: 10, callsPerSecond: 20 },
      secrets: {
        prefix: 'iam-access-keys/',
        kmsKeyId: null,
        fields: {
          AccessKeyId: 'AccessKeyId',
          SecretAccessKey: 'SecretAccessKey',
          UserName: 'UserName',
          SesSmtpPassword: 'SesSmtpPassword',
          fixed: { Version: 1 },
        },
      },
      notices: { reminders: true },
      deploy: {
        schedule: 'cron(0 6 ? * TUE *)',
        timezone: 'UTC',
        flexibleMinutes: 60,
        alarmEmail: null,
        logRetentionDays: 400,
        reservedConcurrency: null,
        deletionProtection: false,
        roles: { path: '/', permissionsBoundary: null },
        ledgerAdmins: [],
        tags: {},
      },
    });
  });

  it.each(settingsOf(configSchema))('give %s, with a comment above it', (path) => {
    expect(text.split('\n')[lineOf(path.split('.')) - 2]).toMatch(/^\s*# \S/);
  });
});
