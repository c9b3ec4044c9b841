import type { Pointer } from './pointer.ts';
import { quoted } from './quoted.ts';
import type { SecretState } from './secret-state.ts';
import type { KeyHolder } from './user.ts';
import { tagKeys } from './user-tags.ts';

/** What DescribeSecret returns that may forbid to write, or that tells whose the secret is. */
export type Described = {
  ARN?: string | undefined;
  KmsKeyId?: string | undefined;
  PrimaryRegion?: string | undefined;
  Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined;
  DeletedDate?: Date | undefined;
  RotationEnabled?: boolean | undefined;
  OwningService?: string | undefined;
};

/** Why the sweeper must not write to a secret, and how a person changes that; both undefined if it may write. */
export type Refusal = Pick<SecretState, 'refusal' | 'remedy'>;

/** The user and the secret that a refusal is about, and what commands need. */
type Circumstances = {
  name: string;
  user: Pick<KeyHolder, 'UserName' | 'UserId'>;
  stage: string;
  /** The KMS key of the settings; null: the account's own. */
  kmsKeyId: string | null;
  /** The name of the user whose id the secret carries; undefined if no user has that id. */
  owner: string | undefined;
  /** The secret that a person named, if it is not the one that a sweep would look for. */
  asked?: string | undefined;
};

/** Returns the value of a secret's tag. */
export function secretTag({ Tags }: Described, key: string): string | undefined {
  return Tags?.find(({ Key }) => Key === key)?.Value;
}

/** Returns why the sweeper must not write to a secret that is the user's. */
export function refusalOf(secret: Described, { name, user, kmsKeyId }: Circumstances): Refusal {
  const [, , , region = ''] = secret.ARN?.split(':') ?? [];
  if (secret.DeletedDate) {
    return {
      refusal:
        'is scheduled for deletion; restore it (aws secretsmanager restore-secret), or wait until it is gone',
      remedy: `To restore it:\n${commandOn(name, 'restore-secret')}`,
    };
  }
  if (secret.PrimaryRegion && secret.PrimaryRegion !== region) {
    return {
      refusal: `is a replica, which only ${secret.PrimaryRegion} can write to; deploy there, or make it a secret of its own (aws secretsmanager stop-replication-to-replica)`,
      remedy: `To make it a secret of its own in ${region}:\n${commandOn(name, 'stop-replication-to-replica')} --region ${region}`,
    };
  }
  if (secret.RotationEnabled) {
    return {
      refusal: 'has a rotation of its own; cancel that (aws secretsmanager cancel-rotate-secret)',
      remedy: `To end its own rotation:\n${commandOn(name, 'cancel-rotate-secret')}`,
    };
  }
  if (secret.OwningService) {
    return {
      refusal: `is managed by ${secret.OwningService}; exempt the user, or use another secrets.prefix`,
      remedy:
        'To leave the user alone:\n' +
        `  aws iam tag-user --user-name="${user.UserName}" --tags 'Key=access-key-sweeper:exempt,Value=its secret is managed'`,
    };
  }
  if (!isEncryptedWith(secret.KmsKeyId, kmsKeyId)) {
    const key = kmsKeyId ?? 'alias/aws/secretsmanager';
    return {
      refusal: `is encrypted with another KMS key than secrets.kmsKeyId says (${secret.KmsKeyId ? quoted(secret.KmsKeyId) : "the account's own"}); whoever holds that key could read it: change it (aws secretsmanager update-secret)`,
      remedy: `To encrypt it with the key of the settings:\n${commandOn(name, 'update-secret')} --kms-key-id="${key}"`,
    };
  }
  return { refusal: undefined, remedy: undefined };
}

/** Returns why a secret is not taken for the user's: no pointer names it, or it does not carry the user's id. */
export function ownershipRefusal(
  secret: Described,
  { name, user, stage, owner, asked }: Circumstances,
): Refusal {
  const { UserName, UserId } = user;
  const id = secretTag(secret, tagKeys.userId);
  if (id === UserId) {
    return {
      refusal: `carries the id of this user, but no tag ${tagKeys.pointer} of the user names it: somebody removed the tag, an earlier version of the sweeper made the secret, or somebody else did`,
      remedy: `If the sweeper made it, and nobody else may read it (aws secretsmanager get-resource-policy --secret-id="${name}"):\n${adopt(stage, UserName)}`,
    };
  }
  if (owner !== undefined) {
    const other = `${name}-2`;
    return {
      refusal: `belongs to the user ${owner}; give this user a secret of another name, and adopt that`,
      remedy:
        'To give this user a secret of another name:\n' +
        `  aws secretsmanager create-secret --name="${other}" --tags Key=${tagKeys.userId},Value=${UserId}\n` +
        adopt(stage, UserName, other),
    };
  }
  const whose = id === undefined ? 'is not ours' : `belongs to another user of the same name (${quoted(id)})`;
  return {
    refusal: `${whose}; to hand it over, tag it ${tagKeys.userId}=${UserId} and adopt it, knowing that its other fields will not be kept`,
    remedy:
      'To hand it over to the user of today, knowing that its other fields will not be kept:\n' +
      `${commandOn(name, 'tag-resource')} --tags Key=${tagKeys.userId},Value=${UserId}\n${adopt(stage, UserName, asked)}`,
  };
}

/** Returns why a user is left to another deployment, which its pointer names. */
export function otherDeploymentRefusal(pointer: Pointer, { UserName }: Pick<KeyHolder, 'UserName'>): Refusal {
  return {
    refusal: `is not used: the user's tag ${tagKeys.pointer} names a secret of stage ${quoted(pointer.stage)} (${quoted(pointer.arn)}), so another deployment looks after this user`,
    remedy:
      'To hand the user over to this deployment:\n' +
      `  aws iam untag-user --user-name="${UserName}" --tag-keys ${tagKeys.pointer}`,
  };
}

function adopt(stage: string, UserName: string, secret?: string): string {
  const named = secret === undefined ? '' : ` --secret="${secret}"`;
  return `  npm run sweeper -- adopt --stage ${stage} --user="${UserName}"${named}`;
}

function commandOn(name: string, operation: string): string {
  return `  aws secretsmanager ${operation} --secret-id="${name}"`;
}

/** DescribeSecret names no key if the secret is encrypted with the account's own (Secrets Manager API reference). */
function isEncryptedWith(found: string | undefined, wanted: string | null): boolean {
  if (wanted === null) return found === undefined || found.endsWith('alias/aws/secretsmanager');
  return found !== undefined && keyIdOf(found) === keyIdOf(wanted);
}

/** Either may be the id alone or the ARN. */
function keyIdOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
