import { quoted } from './quoted.ts';
import type { SecretState } from './secret-state.ts';
import type { KeyHolder } from './user.ts';
import { tagKeys } from './user-tags.ts';

/** What DescribeSecret returns that may forbid to write. */
type Described = {
  ARN?: string | undefined;
  PrimaryRegion?: string | undefined;
  Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined;
  DeletedDate?: Date | undefined;
  RotationEnabled?: boolean | undefined;
  OwningService?: string | undefined;
};

/**
 * Returns why the sweeper must not write to the secret, and the command by which a person changes that; both undefined
 * if it may write.
 */
export function refusalOf(
  secret: Described,
  name: string,
  { UserId, UserName }: Pick<KeyHolder, 'UserName' | 'UserId'>,
): Pick<SecretState, 'refusal' | 'remedy'> {
  const owner = secret.Tags?.find(({ Key }) => Key === tagKeys.userId)?.Value;
  const command = (operation: string) => `  aws secretsmanager ${operation} --secret-id="${name}"`;
  const handOver = `${command('tag-resource')} --tags Key=${tagKeys.userId},Value=${UserId}`;
  if (secret.DeletedDate) {
    return {
      refusal:
        'is scheduled for deletion; restore it (aws secretsmanager restore-secret), or wait until it is gone',
      remedy: `To restore it:\n${command('restore-secret')}`,
    };
  }
  const [, , , region] = secret.ARN?.split(':') ?? [];
  if (secret.PrimaryRegion && secret.PrimaryRegion !== region) {
    return {
      refusal: `is a replica, which only ${secret.PrimaryRegion} can write to; deploy there, or make it a secret of its own (aws secretsmanager stop-replication-to-replica)`,
      remedy: `To make it a secret of its own in ${region}:\n${command('stop-replication-to-replica')} --region ${region}`,
    };
  }
  if (owner === undefined) {
    return {
      refusal: `is not ours; tag it ${tagKeys.userId}=${UserId} to hand it over, knowing that its other fields will not be kept`,
      remedy: `To hand it over, knowing that its other fields will not be kept:\n${handOver}`,
    };
  }
  if (owner !== UserId) {
    return {
      refusal: `belongs to another user of the same name (${quoted(owner)}); delete it, or set its tag ${tagKeys.userId} to ${UserId}`,
      remedy: `To hand it over to the user of today:\n${handOver}`,
    };
  }
  if (secret.RotationEnabled) {
    return {
      refusal: 'has a rotation of its own; cancel that (aws secretsmanager cancel-rotate-secret)',
      remedy: `To end its own rotation:\n${command('cancel-rotate-secret')}`,
    };
  }
  if (secret.OwningService) {
    return {
      refusal: `is managed by ${secret.OwningService}; exempt the user, or use another secrets.prefix`,
      remedy:
        'To leave the user alone:\n' +
        `  aws iam tag-user --user-name="${UserName}" --tags 'Key=access-key-sweeper:exempt,Value=its secret is managed'`,
    };
  }
  return { refusal: undefined, remedy: undefined };
}
