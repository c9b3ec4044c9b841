import {
  DescribeSecretCommand,
  ListSecretVersionIdsCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { promote } from '../../../lib/act/promote.ts';
import { aUser, now, plan } from '../../tools/builders.ts';
import { awsError, mockedSweep } from '../../tools/mocked-sweep.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/bob-Q1w2E3';

/** Moves AWSCURRENT to `new` from `old`; if that is refused, the secret has these stages then. */
function promoteWith(
  refused?: { stages: Record<string, readonly string[]> },
  replaces: string | null = 'old',
) {
  const { sweep, secrets } = mockedSweep();
  const move = secrets.on(UpdateSecretVersionStageCommand);
  if (refused) move.rejects(awsError('InvalidParameterException'));
  else move.resolves({});
  const Versions = Object.entries(refused?.stages ?? {}).map(([VersionId, VersionStages]) => {
    return { VersionId, VersionStages: [...VersionStages], CreatedDate: now };
  });
  secrets.on(DescribeSecretCommand).resolves({ ARN });
  secrets.on(ListSecretVersionIdsCommand).resolves({ ARN, Versions });
  const result = promote({
    sweep,
    plan: plan([], aUser()),
    secret: ARN,
    versionId: 'new',
    replaces: replaces ?? undefined,
  });
  return { result, sent: () => secrets.commandCalls(UpdateSecretVersionStageCommand)[0]?.args[0].input };
}

describe('making a version current', () => {
  it('given AWS moves the stage, ours is current', async () => {
    const { result, sent } = promoteWith();
    await expect(result).resolves.toBeUndefined();
    expect(sent()).toEqual({
      SecretId: ARN,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: 'new',
      RemoveFromVersionId: 'old',
    });
  });

  it('given nothing was current, the stage is taken from no version', async () => {
    const { result, sent } = promoteWith(undefined, null);
    await result;
    expect(sent()).not.toHaveProperty('RemoveFromVersionId');
  });

  it.each([
    [
      'ours is current already: the first answer was lost',
      { new: ['AWSCURRENT'], old: ['AWSPREVIOUS'] },
      undefined,
    ],
    [
      'another value is current',
      { new: ['AWSPENDING'], other: ['AWSCURRENT'] },
      { hasOursAsPrevious: false },
    ],
    [
      'another value is current after ours',
      { new: ['AWSPREVIOUS'], other: ['AWSCURRENT'] },
      { hasOursAsPrevious: true },
    ],
  ])('given it is refused and %s', async (_, stages, expected) => {
    await expect(promoteWith({ stages }).result).resolves.toEqual(expected);
  });

  it('given it is refused and the old version is still current, it throws what AWS answered', async () => {
    const { result } = promoteWith({ stages: { old: ['AWSCURRENT'], new: ['AWSPENDING'] } });
    await expect(result).rejects.toThrow('InvalidParameterException by AWS');
  });
});
