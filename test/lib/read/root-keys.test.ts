import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { countRootKeys } from '../../../lib/read/root-keys.ts';
import { awsError, mockedSweep } from '../../tools/mocked-sweep.ts';

it.each([0, 1])('given root has %i access keys, so many are counted', async (count) => {
  const { sweep, iam } = mockedSweep();
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { AccountAccessKeysPresent: count } });
  expect(await countRootKeys(sweep.deps)).toEqual({ count, failures: [] });
});

it('given the account summary cannot be read, that is a failure and the number is unknown', async () => {
  const { sweep, iam } = mockedSweep();
  iam.on(GetAccountSummaryCommand).rejects(awsError('AccessDenied'));
  const { count, failures } = await countRootKeys(sweep.deps);
  expect({ count }).toEqual({ count: undefined });
  expect(failures.map(({ error }) => error.message)).toEqual([expect.stringMatching(/^GetAccountSummary, .* failed: AccessDenied/)]);
});
