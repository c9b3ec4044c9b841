import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { identify } from '../../../lib/read/identify.ts';

const minutes = 60_000;

/** An STS client that computes these clock offsets, in ms, from its answers; the last one again and again. */
function stsOf(...offsets: readonly number[]): STSClient {
  const sts = new STSClient({ region: 'us-east-1' });
  let calls = 0;
  mockClient(sts)
    .on(GetCallerIdentityCommand)
    .callsFake(() => {
      sts.config.systemClockOffset = offsets[Math.min(calls++, offsets.length - 1)] ?? 0;
      return { Account: '123456789012' };
    });
  return sts;
}

it.each([
  ['5 minutes less 1 ms behind', 5 * minutes - 1],
  ['5 minutes less 1 ms ahead', -5 * minutes + 1],
])('given a clock that is %s, the account is returned', async (_, offset) => {
  await expect(identify({ sts: stsOf(offset) }, { accountId: null })).resolves.toBe('123456789012');
});

it.each([
  ['5 minutes behind', 5 * minutes, 'is 5 minutes behind AWS'],
  ['5 minutes ahead', -5 * minutes, 'is 5 minutes ahead of AWS'],
])('given a clock that is %s, it throws', async (_, offset, message) => {
  await expect(identify({ sts: stsOf(offset) }, { accountId: null })).rejects.toThrow(message);
});

it('given one answer with a wrong offset and a right one after it, the clock is right', async () => {
  await expect(identify({ sts: stsOf(8 * minutes, 0) }, { accountId: null })).resolves.toBe('123456789012');
});

it('given the account of the configuration, it is returned', async () => {
  await expect(identify({ sts: stsOf(0) }, { accountId: '123456789012' })).resolves.toBe('123456789012');
});

it('given the configuration of another account, it throws', async () => {
  const account = identify({ sts: stsOf(0) }, { accountId: '210987654321' });
  await expect(account).rejects.toThrow('is for account 210987654321, but this is 123456789012');
});

it('given STS does not answer, the error says what was asked', async () => {
  const sts = new STSClient({ region: 'us-east-1' });
  mockClient(sts).on(GetCallerIdentityCommand).rejects(new Error('expired token'));
  await expect(identify({ sts }, { accountId: null })).rejects.toThrow('Asking STS which account this is failed: expired token');
});
