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
