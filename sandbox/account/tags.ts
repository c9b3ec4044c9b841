export type Tag = { Key: string; Value: string };

const key = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const value = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** Whether IAM takes the tag: both parts are required, the value may be empty (API reference, Tag). */
export function isTag(tag: Partial<Tag>): tag is Tag {
  return tag.Key !== undefined && tag.Value !== undefined && key.test(tag.Key) && value.test(tag.Value);
}
