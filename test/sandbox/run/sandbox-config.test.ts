import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sandboxConfig } from '../../../sandbox/run/sandbox-config.ts';

function configOf(yaml: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-config-'));
  const file = join(folder, 'c.yml');
  writeFileSync(file, yaml);
  try {
    return sandboxConfig(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.each<[given: string, yaml: string, expected: object]>([
  ['no account', 'lateKeys: report', { mode: 'enforce', accountId: '123456789012', lateKeys: 'report' }],
  ['accountId null', 'accountId: null', { mode: 'enforce', accountId: '123456789012' }],
  ['another account', "accountId: '210987654321'", { mode: 'enforce', accountId: '210987654321' }],
  ['report mode', 'mode: report', { mode: 'report', accountId: '123456789012' }],
  ['sweeps every day', 'everyDays: 1', { everyDays: 1, deploy: { schedule: 'rate(1 day)', alarmEmail: 'none' } }],
])('given a file with %s, the sandbox enforces as its own account unless the file says otherwise', (_, yaml, expected) => {
  expect(configOf(yaml)).toMatchObject(expected);
});
