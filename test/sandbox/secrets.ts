import {
  CreateSecretCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type UpdateSecretVersionStageRequest,
} from '@aws-sdk/client-secrets-manager';
import { type Aws, aws } from './aws.ts';

/** Returns a version id that Secrets Manager accepts: 32 characters. */
export const versionId = (short: string) => `version-${short}`.padStart(32, '0');

/** Returns an account with the secret `demo` and these versions, each put without a staging label. */
export async function secretWith(...versions: string[]): Promise<Aws> {
  const one = aws();
  await one.secrets.send(new CreateSecretCommand({ Name: 'demo' }));
  for (const version of versions) await put(one, version);
  return one;
}

export function put(one: Aws, version: string, stages?: string[], value = `value of ${version}`) {
  return one.secrets.send(
    new PutSecretValueCommand({
      SecretId: 'demo',
      ClientRequestToken: versionId(version),
      SecretString: value,
      ...(stages && { VersionStages: stages }),
    }),
  );
}

/** Moves or removes a label. Versions have short names, as in `versionId`. */
export function move(one: Aws, VersionStage: string, { from, to }: { from?: string; to?: string }) {
  const input: UpdateSecretVersionStageRequest = { SecretId: 'demo', VersionStage };
  if (to) input.MoveToVersionId = versionId(to);
  if (from) input.RemoveFromVersionId = versionId(from);
  return one.secrets.send(new UpdateSecretVersionStageCommand(input));
}

/** Returns every version with its labels, deprecated ones too: `{ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT' }`. */
export async function labels({ secrets }: Aws): Promise<Record<string, string>> {
  const input = { SecretId: 'demo', IncludeDeprecated: true };
  const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand(input));
  return Object.fromEntries(
    Versions.map(({ VersionId, VersionStages }) => [VersionId?.replace(/^0*version-/, ''), VersionStages?.toSorted().join('+') ?? '']),
  );
}
