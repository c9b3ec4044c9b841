import { inspect } from 'node:util';
import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { mintKey } from '../../../lib/act/minted-key.ts';
import { type Overrides, third, withKeys } from '../../tools/builders.ts';
import { awsError, mockedTask, secretArn, sentTo } from '../../tools/mocked-sweep.ts';

const intent = 'access-key-sweeper:creating:sweep-1';
const SecretAccessKey = 'CANARYwJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLE';
const AccessKey = { UserName: 'bob', AccessKeyId: third, Status: 'Active' as const, SecretAccessKey };
const untagging = ['UntagUser', { UserName: 'bob', TagKeys: [intent] }];

/** Creates a key for which CreateAccessKey answers so. */
async function mint(answer: Error | { AccessKey?: typeof AccessKey } = { AccessKey }, overrides: Overrides = {}) {
  const mocked = mockedTask(withKeys(65), overrides);
  const call = mocked.iamCreate.on(CreateAccessKeyCommand);
  if (answer instanceof Error) call.rejects(answer);
  else call.resolves(answer);
  const minted = await mintKey(mocked.task, intent).catch((error: Error) => error);
  return { ...mocked, minted };
}

/** A key that was created, and the attempt to store it. */
async function minted(overrides?: Overrides) {
  const { minted: key, task, ...mocked } = await mint({ AccessKey }, overrides);
  if (key instanceof Error) throw key;
  const versionId = `access-key-sweeper-${third}`;
  return { ...mocked, key, attempt: { ...task, intent, AccessKeyId: third, secret: secretArn, versionId, replaces: undefined } };
}

describe('creating a key', () => {
  it('given AWS creates it, it is asked once, and the secret cannot be printed', async () => {
    const { minted: key, iamCreate } = await mint();
    expect(sentTo(iamCreate)).toEqual([['CreateAccessKey', { UserName: 'bob' }]]);
    expect(key).toMatchObject({ AccessKeyId: third });
    expect(inspect(key, { depth: 9 }) + JSON.stringify(key)).not.toContain('CANARY');
  });

  it.each([
    ['is refused', awsError('AccessDenied'), /^CreateAccessKey for bob failed: AccessDenied/],
    ['meets the quota', awsError('LimitExceededException'), /LimitExceeded/],
  ])('given the call %s, it throws and the mark is removed', async (_, error, message) => {
    const { minted: thrown, iamWrite } = await mint(error);
    expect(thrown).toMatchObject({ name: 'Error', message: expect.stringMatching(message) });
    expect(sentTo(iamWrite)).toEqual([untagging]);
  });

  it('given the call meets the quota after this sweep deleted a key, it is deferred and the mark is removed', async () => {
    const { task, iamCreate, iamWrite } = mockedTask(withKeys(65));
    iamCreate.on(CreateAccessKeyCommand).rejects(awsError('LimitExceededException'));
    task.known.hasDeleted = true;
    await expect(mintKey(task, intent)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(iamWrite)).toEqual([untagging]);
  });

  it.each([
    ['is lost', Object.assign(new Error('CANARY'), { name: 'TimeoutError' })],
    ['is a server error', awsError('ServiceFailure', { fault: 'server' })],
    ['is a client error to the second attempt', awsError('AccessDenied', { attempts: 2 })],
    ['is a time limit of AWS', Object.assign(awsError('RequestTimeout'), { $metadata: { attempts: 1, httpStatusCode: 408 } })],
    ['has no key', {}],
  ])('given an answer that %s, the mark stays, so that a later sweep finds the key (G3)', async (_, answer) => {
    const { minted: thrown, iamWrite } = await mint(answer);
    expect(thrown).toMatchObject({ message: expect.stringMatching(/no clear answer .* deactivates it, and one a day later deletes it$/) });
    expect(inspect(thrown)).not.toContain('CANARY');
    expect(sentTo(iamWrite)).toEqual([]);
  });

  it('given the user is gone, it throws that and no mark is removed', async () => {
    const { minted: thrown, iamWrite } = await mint(awsError('NoSuchEntityException'));
    expect(thrown).toMatchObject({ name: 'NoSuchEntityException' });
    expect(sentTo(iamWrite)).toEqual([]);
  });
});

describe('storing a new key', () => {
  it.each<[given: string, value: object, overrides: Overrides]>([
    ['the default fields', { Version: 1, AccessKeyId: third, SecretAccessKey, UserName: 'bob' }, {}],
    [
      'other fields',
      { region: 'eu-west-1', tls: true, id: third, key: SecretAccessKey },
      {
        secrets: {
          fields: { AccessKeyId: 'id', SecretAccessKey: 'key', UserName: null, fixed: { Version: null, region: 'eu-west-1', tls: true } },
        },
      },
    ],
  ])('given %s, the value is stored as pending in that order', async (_, value, overrides) => {
    const { key, attempt, secrets } = await minted(overrides);
    secrets.on(PutSecretValueCommand).resolves({ VersionStages: ['AWSPENDING'] });
    await expect(key.store(attempt)).resolves.toEqual(['AWSPENDING']);
    const SecretString = JSON.stringify(value);
    const put = { SecretId: secretArn, ClientRequestToken: attempt.versionId, SecretString, VersionStages: ['AWSPENDING'] };
    expect(sentTo(secrets)).toEqual([['PutSecretValue', put]]);
  });

  it.each([
    ['all of it', SecretAccessKey],
    ['it without its last letter', SecretAccessKey.slice(0, -1)],
    ['its end', SecretAccessKey.slice(10)],
    ['a part of it', SecretAccessKey.slice(10, 22)],
  ])('given AWS repeats the secret in an error, %s, the error hides it (G5)', async (_, part) => {
    const { key, attempt, secrets } = await minted();
    const echo = Object.assign(awsError('ValidationException'), { message: `Value '{"SecretAccessKey":"${part}"}' failed`, part });
    secrets.on(PutSecretValueCommand).rejects(echo);
    const thrown = await key.store(attempt).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'ValidationException', $fault: 'client' });
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(part.slice(0, 8));
  });
});

describe('proving a new key', () => {
  it('given STS knows the key, the user id is returned', async () => {
    const { key, sts } = await minted();
    sts.on(GetCallerIdentityCommand).resolves({ UserId: 'AIDACKCEVSQ6C2EXAMPLE' });
    await expect(key.prove()).resolves.toBe('AIDACKCEVSQ6C2EXAMPLE');
  });

  it('given STS repeats the secret in an error, the error hides it (G5)', async () => {
    const { key, sts } = await minted();
    sts.on(GetCallerIdentityCommand).rejects(new Error(`signed with ${SecretAccessKey}`));
    const thrown = await key.prove().catch((error: unknown) => error);
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('CANARY');
  });
});
