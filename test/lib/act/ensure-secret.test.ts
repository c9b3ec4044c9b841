import { TagUserCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { ensureSecret } from '../../../lib/act/ensure-secret.ts';
import { first, now, withKeys } from '../../tools/builders.ts';
import { secretArn as ARN, awsError, mockedTask, ownTags, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const tagKey = 'access-key-sweeper:creating:sweep-1';
const announced = { tagKey, at: now, keyIds: [first], nonce: 'a-nonce' };
const nonceTag = { Key: 'access-key-sweeper:nonce', Value: 'a-nonce' };
const pointing = [
  'TagUser',
  {
    UserName: 'bob',
    Tags: [
      { Key: 'access-key-sweeper:secret:arn', Value: `${ARN} prod` },
      { Key: tagKey, Value: `${now.toISOString()} ${first}` },
    ],
  },
];
const untagging = ['UntagUser', { UserName: 'bob', TagKeys: [tagKey] }];

/** The task to create a key for bob, who has no secret yet. */
function taskOf(overrides: Parameters<typeof mockedTask>[1] = {}) {
  return mockedTask({ ...withKeys(65), secret: { claim: 'none', arn: undefined } }, overrides);
}

describe('making sure that the user has a secret', () => {
  it('given none, it is created, and one call writes the pointer and takes the hash off the mark', async () => {
    const { task, secrets, iamWrite } = taskOf();
    secrets.on(CreateSecretCommand).resolves({ ARN, Name: 'iam-access-keys/bob' });
    await expect(ensureSecret(task, announced)).resolves.toBe(ARN);
    const [call] = secrets.commandCalls(CreateSecretCommand);
    expect(call?.args[0].input).toMatchObject({ Name: 'iam-access-keys/bob', Tags: [...ownTags, nonceTag] });
    expect(call?.args[0].input).not.toHaveProperty('KmsKeyId');
    expect(sentTo(iamWrite)).toEqual([pointing]);
    expect(task.known.secret).toBe(ARN);
  });

  it('given a KMS key in the configuration, the secret is created with it', async () => {
    const kmsKeyId = 'arn:aws:kms:us-east-1:123456789012:key/1';
    const { task, secrets } = taskOf({ secrets: { kmsKeyId } });
    secrets.on(CreateSecretCommand).resolves({ ARN });
    await ensureSecret(task, announced);
    expect(secrets.commandCalls(CreateSecretCommand)[0]?.args[0].input.KmsKeyId).toBe(kmsKeyId);
  });

  it('given one that the pointer names, its ARN is returned and nothing is sent', async () => {
    const { task, secrets, iamWrite } = mockedTask(withKeys(65));
    await expect(ensureSecret(task, { ...announced, nonce: undefined })).resolves.toBe(ARN);
    expect([...secrets.calls(), ...iamWrite.calls()]).toEqual([]);
  });

  it('given it exists with our nonce, because the first answer was lost, it is ours', async () => {
    const one = taskOf();
    one.secrets.on(CreateSecretCommand).rejects(awsError('ResourceExistsException', { attempts: 2 }));
    showsSecret(one, {}, { Tags: [...ownTags, nonceTag] });
    await expect(ensureSecret(one.task, announced)).resolves.toBe(ARN);
    expect(sentTo(one.iamWrite)).toEqual([pointing]);
  });

  it.each([
    ['without a nonce', ownTags],
    ['with another nonce', [...ownTags, { ...nonceTag, Value: 'guessed' }]],
    ['without a tag', []],
  ])('given somebody made one %s meanwhile, it is deferred, and the mark removed', async (_, Tags) => {
    const one = taskOf();
    one.secrets.on(CreateSecretCommand).rejects(awsError('ResourceExistsException'));
    showsSecret(one, {}, { Tags });
    await expect(ensureSecret(one.task, announced)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(one.iamWrite)).toEqual([untagging]);
  });

  it('given the creation is denied, that is a refusal, and the mark is removed', async () => {
    const { task, secrets, iamWrite } = taskOf();
    secrets.on(CreateSecretCommand).rejects(awsError('AccessDeniedException'));
    const operation = 'secretsmanager:CreateSecret';
    const message = expect.stringContaining('CreateSecret iam-access-keys/bob failed: AccessDenied');
    await expect(ensureSecret(task, announced)).rejects.toMatchObject({ operation, message });
    expect(sentTo(iamWrite)).toEqual([untagging]);
  });

  it('given no clear answer to the creation, the mark stays', async () => {
    const { task, secrets, iamWrite } = taskOf();
    secrets.on(CreateSecretCommand).rejects(awsError('InternalServiceError', { fault: 'server' }));
    await expect(ensureSecret(task, announced)).rejects.toThrow('CreateSecret iam-access-keys/bob failed');
    expect(iamWrite.calls()).toEqual([]);
  });

  it.each([awsError('LimitExceededException'), awsError('ServiceFailure', { fault: 'server' })])(
    'given the pointer cannot be written, the mark stays as it is (%s)',
    async (error) => {
      const { task, secrets, iamWrite } = taskOf();
      secrets.on(CreateSecretCommand).resolves({ ARN });
      iamWrite.on(TagUserCommand).rejects(error);
      await expect(ensureSecret(task, announced)).rejects.toThrow(error.message);
      expect(sentTo(iamWrite)).toEqual([pointing]);
      expect(task.known.secret).toBeUndefined();
    },
  );
});
