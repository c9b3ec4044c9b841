import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { prepareSecret } from '../../../lib/act/prepare-secret.ts';
import { aUser, plan } from '../../tools/builders.ts';
import { secretArn as ARN, awsError, mockedSweep, ownTags, showsSecret } from '../../tools/mocked-sweep.ts';

/** A task for bob, with this state of his secret. */
function taskOf(overrides: Parameters<typeof mockedSweep>[0] = {}, secret: object = { arn: undefined }) {
  const mocked = mockedSweep(overrides);
  const bob = plan([], aUser({ secret }));
  return { ...mocked, task: { plan: bob, sweep: mocked.sweep } as Parameters<typeof prepareSecret>[0] };
}

describe('preparing the secret', () => {
  it('given no secret, one is created for this user, and its ARN returned', async () => {
    const { task, secrets } = taskOf();
    secrets.on(CreateSecretCommand).resolves({ ARN, Name: 'iam-access-keys/bob' });
    await expect(prepareSecret(task)).resolves.toBe(ARN);
    const [call] = secrets.commandCalls(CreateSecretCommand);
    expect(call?.args[0].input).toMatchObject({ Name: 'iam-access-keys/bob', Tags: ownTags });
    expect(call?.args[0].input).not.toHaveProperty('KmsKeyId');
  });

  it('given a KMS key in the configuration, the secret is created with it', async () => {
    const kmsKeyId = 'arn:aws:kms:us-east-1:123456789012:key/1';
    const { task, secrets } = taskOf({ secrets: { kmsKeyId } });
    secrets.on(CreateSecretCommand).resolves({ ARN });
    await prepareSecret(task);
    expect(secrets.commandCalls(CreateSecretCommand)[0]?.args[0].input.KmsKeyId).toBe(kmsKeyId);
  });

  it('given a secret that can be written, its ARN is returned and nothing is sent', async () => {
    const { task, secrets } = taskOf({}, { arn: ARN });
    await expect(prepareSecret(task)).resolves.toBe(ARN);
    expect(secrets.calls()).toEqual([]);
  });

  it('given a secret that must not be written, it throws with what a person can do', async () => {
    const { task } = taskOf({}, { arn: ARN, refusal: 'is not ours; tag it' });
    await expect(prepareSecret(task)).rejects.toThrow('The secret iam-access-keys/bob is not ours; tag it');
  });

  it.each([
    ['with our tag, its ARN is returned', ownTags, undefined],
    ['without our tag, it throws', [], 'is not ours'],
  ])('given the secret was created meanwhile %s', async (_, Tags, refused) => {
    const one = taskOf();
    one.secrets.on(CreateSecretCommand).rejects(awsError('ResourceExistsException'));
    showsSecret(one, {}, { Tags });
    if (refused) await expect(prepareSecret(one.task)).rejects.toThrow(refused);
    else await expect(prepareSecret(one.task)).resolves.toBe(ARN);
  });

  it('given the creation is denied, the error names the secret', async () => {
    const { task, secrets } = taskOf();
    secrets.on(CreateSecretCommand).rejects(awsError('AccessDeniedException'));
    await expect(prepareSecret(task)).rejects.toThrow('CreateSecret iam-access-keys/bob failed: AccessDenied');
  });

  it('given nothing was read about the secret, it throws', async () => {
    const { task } = taskOf();
    const unread = { ...task, plan: { ...task.plan, evidence: undefined } };
    await expect(prepareSecret(unread)).rejects.toThrow('Nothing is known of the secret of bob');
  });
});
