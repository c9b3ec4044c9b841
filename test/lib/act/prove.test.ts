import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { prove } from '../../../lib/act/prove.ts';
import { aUser, first, plan } from '../../tools/builders.ts';
import { awsError, mockedSweep, sentTo } from '../../tools/mocked-sweep.ts';

const userId = 'AIDACKCEVSQ6C2EXAMPLE';
const unknownKey = awsError('InvalidClientTokenId');

/** Proves a key for which STS gives these answers, the last one again and again. */
async function proveWith(...answers: readonly (string | Error | undefined)[]) {
  const { sweep } = mockedSweep();
  const start = sweep.deps.clock().getTime();
  let calls = 0;
  const minted = {
    prove: async () => {
      const answer = answers[Math.min(calls++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const attempt = { plan: plan([], aUser()), sweep, AccessKeyId: first };
  const error = await prove(minted as never, attempt as never).then(
    () => undefined,
    (thrown) => thrown,
  );
  return { error, calls, seconds: (sweep.deps.clock().getTime() - start) / 1000 };
}

it('given the key works at once, STS is asked once', async () => {
  expect(await proveWith(userId)).toEqual({ error: undefined, calls: 1, seconds: 0 });
});

it('given the key works at the third try, that is enough', async () => {
  expect(await proveWith(unknownKey, unknownKey, userId)).toEqual({ error: undefined, calls: 3, seconds: 4 });
});

it('given the key works at the end of the 30 seconds, that is enough', async () => {
  const answers = [...Array.from({ length: 15 }, () => unknownKey), userId];
  expect(await proveWith(...answers)).toEqual({ error: undefined, calls: 16, seconds: 30 });
});

it('given the key does not work within 30 seconds, it is deferred and stays pending', async () => {
  const { error, calls, seconds } = await proveWith(unknownKey);
  expect({ name: error.name, calls, seconds }).toEqual({ name: 'Deferred', calls: 16, seconds: 30 });
  expect(error.message).toContain(`${first} is stored as pending, but could not be proven: InvalidClientTokenId`);
});

it('given STS does not say whose key it is, it fails at once and stays pending', async () => {
  const { error, calls } = await proveWith(undefined);
  expect({ name: error.name, calls }).toEqual({ name: 'Error', calls: 1 });
  expect(error.message).toBe(`STS did not say whose key ${first} is; it stays pending`);
});

it.each([
  [undefined, 'it was deleted again', ['DeleteAccessKey', 'UntagUser']],
  [awsError('NoSuchEntity'), 'a later sweep deactivates it, and one a day later deletes it', ['DeleteAccessKey']],
])('given the key is that of another user, who has the name by now, nobody keeps it (%s)', async (refused, fate, sent) => {
  const { sweep, iamWrite } = mockedSweep();
  if (refused) iamWrite.on(DeleteAccessKeyCommand).rejects(refused);
  const attempt = { plan: plan([], aUser()), sweep, AccessKeyId: first, intent: 'x' };
  const proved = prove({ prove: async () => 'AIDASOMEBODYELSE0000' } as never, attempt as never);
  await expect(proved).rejects.toThrow(`${first} authenticates as AIDASOMEBODYELSE0000, not as ${userId}; ${fate}`);
  expect(sentTo(iamWrite).map(([operation]) => operation)).toEqual(sent);
});
