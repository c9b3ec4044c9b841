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
  /** Where the sweeper runs: readers of a command may have another Region by default. */
  deployment: { stage: string; region: string };
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
export function refusalOf(secret: Described, circumstances: Circumstances): Refusal {
  const { user, kmsKeyId } = circumstances;
  const { region } = circumstances.deployment;
  if (secret.DeletedDate) {
    return {
      refusal:
        'is scheduled for deletion; restore it (aws secretsmanager restore-secret), or wait until it is gone',
      remedy: `To restore it:\n${commandOn(circumstances, 'restore-secret')}`,
    };
  }
  if (secret.PrimaryRegion && secret.PrimaryRegion !== region) {
    return {
      refusal: `is a replica, which only ${secret.PrimaryRegion} can write to; deploy there, or make it a secret of its own (aws secretsmanager stop-replication-to-replica)`,
      remedy: `To make it a secret of its own in ${region}:\n${commandOn(circumstances, 'stop-replication-to-replica')}`,
    };
  }
  if (secret.RotationEnabled) {
    return {
      refusal: 'has a rotation of its own; cancel that (aws secretsmanager cancel-rotate-secret)',
      remedy: `To end its own rotation:\n${commandOn(circumstances, 'cancel-rotate-secret')}`,
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
      remedy: `To encrypt it with the key of the settings:\n${commandOn(circumstances, 'update-secret')} --kms-key-id="${key}"`,
    };
  }
  return { refusal: undefined, remedy: undefined };
}

/** Returns why a secret is not taken for the user's: no pointer names it, or it does not carry the user's id. */
export function ownershipRefusal(secret: Described, circumstances: Circumstances): Refusal {
  const { user, owner, asked } = circumstances;
  const id = secretTag(secret, tagKeys.userId);
  // Whoever may write secrets can prepare one, so the first advice is never to hand it over.
  const find = `First find out whose it is, and who may read it:\n${commandOn(circumstances, 'describe-secret')}\n${commandOn(circumstances, 'get-resource-policy')}\n`;
  if (id === user.UserId) {
    return {
      refusal: `carries the id of this user, but no tag ${tagKeys.pointer} of the user names it: somebody removed the tag, an earlier version of the sweeper made the secret, or somebody else did`,
      remedy: `${find}If the sweeper made it, and nobody else may read it, adopt it:\n${adopt(circumstances)}`,
    };
  }
  if (owner !== undefined) {
    return {
      refusal: `belongs to the user ${owner}; give this user a secret of another name, and adopt that`,
      remedy: `To give this user a secret of another name:\n${anotherSecret(circumstances)}`,
    };
  }
  const whose = id === undefined ? 'is not ours' : `belongs to another user of the same name (${quoted(id)})`;
  return {
    refusal: `${whose}; find out whose it is, and give this user a secret of another name, or hand this one over`,
    remedy:
      `${find}If somebody else needs it, or may read it, give this user a secret of another name:\n${anotherSecret(circumstances)}\n` +
      'If it is of no use to anybody else, hand it over to the user of today; its other fields will not be kept:\n' +
      `${commandOn(circumstances, 'tag-resource')} --tags Key=${tagKeys.userId},Value=${user.UserId}\n${adopt(circumstances, asked)}`,
  };
}

/** Returns the commands that give the user a secret of another name. */
function anotherSecret(circumstances: Circumstances): string {
  const { user, kmsKeyId, deployment } = circumstances;
  const name = `${circumstances.name}-2`;
  const kms = kmsKeyId === null ? '' : ` --kms-key-id="${kmsKeyId}"`;
  return (
    `  aws secretsmanager create-secret --name="${name}" --region ${deployment.region}${kms} --tags Key=${tagKeys.userId},Value=${user.UserId}\n` +
    adopt(circumstances, name)
  );
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

function adopt({ user, deployment: { stage, region } }: Circumstances, secret?: string): string {
  const named = secret === undefined ? '' : ` --secret="${secret}"`;
  return `  npm run sweeper -- adopt --stage ${stage} --region ${region} --user="${user.UserName}"${named}`;
}

function commandOn({ name, deployment: { region } }: Circumstances, operation: string): string {
  return `  aws secretsmanager ${operation} --secret-id="${name}" --region ${region}`;
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
