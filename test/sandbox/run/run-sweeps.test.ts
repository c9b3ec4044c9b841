import { expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { runSweeps } from '../../../sandbox/run/run-sweeps.ts';
import { enforcing } from '../../laws/sweeper/enforcing.ts';
import { start } from '../aws.ts';

it("given a key with the id of AWS's documentation, sweeps are signed with another one", async () => {
  const AccessKeys = [{ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', ageDays: 63 }];
  const account = accountOf(parseAccount({ users: [{ UserName: 'alice', AccessKeys }] }, 'a.json', start));
  for await (const { error } of runSweeps(account, enforcing(), { sweeps: 1, everyDays: 7, seed: 1 })) expect(error).toBeNull();
  expect(account.users.get('alice')?.keys).toHaveLength(2);
  expect(account.minted.get('AKIAIOSFODNN7EXAMPLE')?.key.lastUse).toBeUndefined();
});
