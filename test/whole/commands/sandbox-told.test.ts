import { describe, expect, it } from 'vitest';
import { file } from './process.ts';
import { sandbox } from './sandbox.ts';

const users = Array.from({ length: 12 }, (_, i) => ({
  UserName: `user-${i}`,
  AccessKeys: [{ Status: 'Active', ageDays: 55 + i * 3 }],
  uses: 'newest',
}));
const account = file('told.json', { now: '2026-03-03T06:00:00Z', users });

const operations = [
  'iam:CreateAccessKey',
  'secretsmanager:PutSecretValue',
  'sts:GetCallerIdentity',
  'secretsmanager:UpdateSecretVersionStage',
  'iam:TagUser',
];
const kinds = ['drop-after', 'error-500-after', { code: 'ValidationException', status: 400 }, 'drop-before'];
/** Each kind of fault at each operation, and a crash in the middle of it. */
const faults = file('told-faults.json', [
  ...operations.flatMap((operation, i) => kinds.map((fault, k) => ({ sweep: 1 + (k % 2), operation, skip: 1 + i + k, times: 2, fault }))),
  { sweep: 3, operation: 'secretsmanager:PutSecretValue', fault: 'crash-after' },
]);

/** Node refuses every file that the command would write. */
const readOnly = { NODE_OPTIONS: '--permission --allow-fs-read=*' };

describe.concurrent('G5 no secret is told by the command line', () => {
  // The search itself is in `sandbox`.
  it.each([
    [['--json'], 0, '"name":"SweepError"'],
    [[], 1, 'failed in this sweep'],
  ] as const)('given faults of every kind and %j, it prints none and writes no file', async (args, code, says) => {
    const done = await sandbox(['--account', account, '--faults', faults, '--sweeps', '4', ...args], readOnly);
    expect(done).toMatchObject({ code, stderr: '', stdout: expect.stringContaining(says) });
    expect(done.stdout).not.toContain('allow-fs-write');
  });
});
