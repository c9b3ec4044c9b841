import { DeleteAccessKeyCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { store } from '../../../lib/act/store.ts';
import { aUser, plan, third } from '../../tools/builders.ts';
import { awsError, mockedSweep, secretArn as secret, showsSecret } from '../../tools/mocked-sweep.ts';

const versionId = `access-key-sweeper-${third}`;
const intent = 'access-key-sweeper:creating:sweep-1';
const denied = awsError('AccessDeniedException');
const lost = awsError('TimeoutError', { fault: 'server' });

/** Stores a key. `put`: the answer to that; `stored`: whether the secret has it afterwards; `deletion`: the error of its deletion. */
async function storeWith(put: string[] | Error, { stored = false, deletion = undefined as Error | undefined } = {}) {
  const mocked = mockedSweep();
  const { sweep, iamWrite } = mocked;
  showsSecret(mocked, stored ? { [versionId]: ['AWSPENDING'] } : {});
  if (deletion) iamWrite.on(DeleteAccessKeyCommand).rejects(deletion);
  const minted = {
    store: async () => {
      if (put instanceof Error) throw put;
      return put;
    },
  };
  const attempt = { plan: plan([], aUser()), sweep, AccessKeyId: third, secret, versionId, intent };
  const end = await store(minted as never, attempt as never).catch((error: Error) => error.message);
  const deleted = iamWrite.commandCalls(DeleteAccessKeyCommand).map(({ args }) => args[0].input.AccessKeyId);
  const untagged = iamWrite.commandCalls(UntagUserCommand).flatMap(({ args }) => args[0].input.TagKeys ?? []);
  return { end, deleted, untagged };
}

it('given AWS stores the key, its stages are returned and nothing is deleted', async () => {
  expect(await storeWith(['AWSPENDING'])).toEqual({ end: ['AWSPENDING'], deleted: [], untagged: [] });
});

it('given the answer is lost but the key is stored, its stages are returned', async () => {
  expect(await storeWith(lost, { stored: true })).toEqual({ end: ['AWSPENDING'], deleted: [], untagged: [] });
});

it('given AWS certainly did not store the key, the key and its mark are deleted', async () => {
  const { end, ...gone } = await storeWith(denied, { stored: true });
  expect(end).toContain(`Storing ${third}, deleted again, in ${secret} failed: AccessDeniedException`);
  expect(gone).toEqual({ deleted: [third], untagged: [intent] });
});

it('given the answer is lost and somebody took the id of the version meanwhile, the key and its mark are deleted', async () => {
  const taken = awsError('ResourceExistsException', { attempts: 2 });
  const { end, ...gone } = await storeWith(taken, { stored: true });
  expect(end).toContain('deleted again');
  expect(gone).toEqual({ deleted: [third], untagged: [intent] });
});

it('given the answer is lost and the key is not stored, the key and its mark are deleted', async () => {
  const { end, ...gone } = await storeWith(lost);
  expect(end).toContain('deleted again');
  expect(gone).toEqual({ deleted: [third], untagged: [intent] });
});

it('given AWS does not know the key that it should delete, its mark stays for a later sweep', async () => {
  const { end, untagged } = await storeWith(denied, { deletion: awsError('NoSuchEntityException') });
  expect(end).toContain('which a later sweep deactivates, and one a day later deletes, because AWS does not know it yet');
  expect(untagged).toEqual([]);
});

it('given the deletion fails too, its mark stays and the error tells both', async () => {
  const { end, untagged } = await storeWith(denied, { deletion: awsError('ServiceFailure') });
  expect(end).toMatch(/to be deleted again.*AccessDeniedException.*but to delete it failed: ServiceFailure/);
  expect(untagged).toEqual([]);
});
