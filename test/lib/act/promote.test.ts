import { UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { promote } from '../../../lib/act/promote.ts';
import { awsError, mockedSweep, secretArn, showsSecret } from '../../tools/mocked-sweep.ts';

/** Moves AWSCURRENT to `new` from `old`; if that is refused, the secret has these stages then. */
function promoteWith(refused?: { stages: Record<string, readonly string[]> }, replaces: string | null = 'old') {
  const mocked = mockedSweep();
  const { sweep, secrets } = mocked;
  const move = secrets.on(UpdateSecretVersionStageCommand);
  if (refused) move.rejects(awsError('InvalidParameterException'));
  else move.resolves({});
  showsSecret(mocked, refused?.stages ?? {});
  const result = promote({ sweep, secret: secretArn, versionId: 'new', replaces: replaces ?? undefined });
  return { result, sent: () => secrets.commandCalls(UpdateSecretVersionStageCommand)[0]?.args[0].input };
}

describe('making a version current', () => {
  it('given AWS moves the stage, the version is current', async () => {
    const { result, sent } = promoteWith();
    await expect(result).resolves.toBeUndefined();
    expect(sent()).toEqual({ SecretId: secretArn, VersionStage: 'AWSCURRENT', MoveToVersionId: 'new', RemoveFromVersionId: 'old' });
  });

  it('given nothing was current, the stage is taken from no version', async () => {
    const { result, sent } = promoteWith(undefined, null);
    await result;
    expect(sent()).not.toHaveProperty('RemoveFromVersionId');
  });

  it.each([
    ['the version is current already, because the first answer was lost', { new: ['AWSCURRENT'], old: ['AWSPREVIOUS'] }, undefined],
    ['another value is current', { new: ['AWSPENDING'], other: ['AWSCURRENT'] }, { hasOursAsPrevious: false }],
    ['another value became current after it', { new: ['AWSPREVIOUS'], other: ['AWSCURRENT'] }, { hasOursAsPrevious: true }],
  ])('given AWS refuses, and %s', async (_, stages, expected) => {
    await expect(promoteWith({ stages }).result).resolves.toEqual(expected);
  });

  it('given AWS refuses, and the old version is still current, that is a refusal', async () => {
    const { result } = promoteWith({ stages: { old: ['AWSCURRENT'], new: ['AWSPENDING'] } });
    const operation = 'secretsmanager:UpdateSecretVersionStage';
    const message = expect.stringContaining('InvalidParameterException by AWS');
    await expect(result).rejects.toMatchObject({ operation, message });
  });
});
