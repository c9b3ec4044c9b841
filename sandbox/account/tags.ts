export type Tag = { Key: string; Value: string };

/** IAM's quota of tags per user (IAM User Guide, "IAM and AWS STS quotas"). */
export const tagsPerUser = 50;

const key = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const value = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** True if IAM accepts the tag. Key and value are required, but the value may be empty (IAM API Reference, Tag). */
export function isTag(tag: Partial<Tag>): tag is Tag {
  return tag.Key !== undefined && tag.Value !== undefined && key.test(tag.Key) && value.test(tag.Value);
}

/** True if only AWS may set the tag (AWS General Reference, "Tagging AWS resources"). */
export function isReserved({ Key }: Pick<Tag, 'Key'>): boolean {
  return /^aws:/i.test(Key);
}
