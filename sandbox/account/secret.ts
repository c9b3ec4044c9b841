import type { Tag } from './tags.ts';

export type Version = { VersionId: string; SecretString: string; stages: Set<string>; CreatedDate: Date };

export type Secret = {
  Name: string;
  ARN: string;
  CreatedDate: Date;
  Description?: string;
  KmsKeyId?: string;
  /** JSON. */
  ResourcePolicy?: string;
  tags: Tag[];
  versions: Map<string, Version>;
  DeletedDate?: Date;
  /** How many days after DeletedDate it is gone; without it, 30. */
  recoveryDays?: number;
  /** Only of a replica: where the secret is that it is a copy of. */
  PrimaryRegion?: string;
  RotationEnabled?: boolean;
  OwningService?: string;
};

/** Returns the secret with that ARN, which ends with its name, a hyphen and six characters; undefined if there is none. */
export function secretWithArn(secrets: ReadonlyMap<string, Secret>, arn: string): Secret | undefined {
  const named = secrets.get(arn.replace(/^.*:secret:/, '').slice(0, -'-suffix'.length));
  // To look through all secrets at each call would take long in a large account; a file may give one any ARN.
  return named?.ARN === arn ? named : [...secrets.values()].find(({ ARN }) => ARN === arn);
}
