import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { discard } from '../../../lib/act/delete-new-key.ts';
import { third } from '../../tools/builders.ts';
import { awsError, mockedTask, sentTo } from '../../tools/mocked-sweep.ts';

const intent = 'access-key-sweeper:creating:sweep-1';
const deletion = ['DeleteAccessKey', { UserName: 'bob', AccessKeyId: third }];

function attemptWith(error?: Error) {
  const { task, iamWrite } = mockedTask();
  if (error) iamWrite.on(DeleteAccessKeyCommand).rejects(error);
  return { iamWrite, attempt: { ...task, AccessKeyId: third, intent, secret: '', versionId: '', replaces: undefined } };
}

it('given a new key, it is deleted, then its intent mark', async () => {
  const { attempt, iamWrite } = attemptWith();
  expect({ isGone: await discard(attempt) }).toEqual({ isGone: true });
  expect(sentTo(iamWrite)).toEqual([deletion, ['UntagUser', { UserName: 'bob', TagKeys: [intent] }]]);
});

it('given AWS does not know the new key yet, its mark stays', async () => {
  const { attempt, iamWrite } = attemptWith(awsError('NoSuchEntityException'));
  expect({ isGone: await discard(attempt) }).toEqual({ isGone: false });
  expect(sentTo(iamWrite)).toEqual([deletion]);
});

it('given AWS refuses, it throws and the mark stays', async () => {
  const { attempt, iamWrite } = attemptWith(awsError('AccessDenied'));
  await expect(discard(attempt)).rejects.toThrow('AccessDenied by AWS');
  expect(sentTo(iamWrite)).toEqual([deletion]);
});
