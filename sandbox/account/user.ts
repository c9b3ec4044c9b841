import type { Tag } from './tags.ts';

/** A use of a key. `shownFrom`: only if last uses lag, when readers begin to see it. */
export type Use = { at: Date; service: string; region: string; shownFrom?: Date };

export type Key = {
  AccessKeyId: string;
  SecretAccessKey: string;
  Status: string;
  CreateDate: Date;
  /** True if a sweep created it, so that an application can get it only from its secret. */
  isMinted?: true;
  lastUse?: Use;
  /** Earlier uses that readers may still see, oldest first. */
  formerUses?: Use[];
  /** When it begins to authenticate. */
  worksFrom: Date;
  /** When lists begin to show it. */
  listedFrom: Date;
  /** Only if the key is deleted: until when lists still show it. */
  listedUntil?: Date;
};

export type User = {
  UserName: string;
  UserId: string;
  Path: string;
  CreateDate: Date;
  /** By tag key in lower case: IAM compares tag keys without case (IAM User Guide, "Tags for IAM resources"). */
  tags: Map<string, Tag>;
  /** The tags before each change, oldest first, and until when readers may still see them. */
  formerTags?: { tags: Map<string, Tag>; until: Date }[];
  keys: Key[];
  /** Deleted keys that lists may still show. */
  deleted?: Key[];
  /** Which key the user's application moves to before each sweep. */
  uses?: 'newest' | 'oldest' | 'none';
  /** Id of the key that the user's application uses now. */
  inUse?: string;
};
