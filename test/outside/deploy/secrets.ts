import { CreateSecretCommand, DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { secretsManager, stsAs, tell } from './aws.ts';

const userIdTag = 'access-key-sweeper:user-id';
const nameFor = (UserName: string) => `iam-access-keys/${UserName}`;

/** Creates a user's secret as a sweep left it so many days ago, with this key as current. Returns its ARN. */
export async function stored(UserName: string, UserId: string, AccessKeyId: string, days: number): Promise<string> {
  const Name = nameFor(UserName);
  const { ARN = '' } = await secretsManager.send(new CreateSecretCommand({ Name, Tags: [{ Key: userIdTag, Value: UserId }] }));
  await secretsManager.send(
    new PutSecretValueCommand({
      SecretId: Name,
      ClientRequestToken: `access-key-sweeper-${AccessKeyId}`,
      SecretString: JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: 'known', UserName }),
    }),
  );
  // A version that is much younger than its key does not count.
  await tell('age-versions', { Name, days });
  return ARN;
}

type Value = { Version: number; AccessKeyId: string; SecretAccessKey: string; UserName: string };

/** Returns what a consumer fetches as current, the stages of all versions, and the user id in the secret's tag. */
export async function secretOf(UserName: string): Promise<{ value: Value; stages: object | undefined; userId: string | undefined }> {
  const SecretId = nameFor(UserName);
  const { SecretString = '{}' } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const { VersionIdsToStages, Tags } = await secretsManager.send(new DescribeSecretCommand({ SecretId }));
  return {
    value: JSON.parse(SecretString) as Value,
    stages: VersionIdsToStages,
    userId: Tags?.find(({ Key }) => Key === userIdTag)?.Value,
  };
}

/** Returns the identity of a key by STS; ministack checks the signature. */
export async function identityOf({ AccessKeyId, SecretAccessKey }: Value): Promise<string | undefined> {
  const client = stsAs({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
  return (await client.send(new GetCallerIdentityCommand({}))).Arn;
}
