import { type AccessKeyMetadata, paginateListAccessKeys } from '@aws-sdk/client-iam';
import type { Reader } from '../aws/deps.ts';
import { required } from '../aws/required.ts';
import { wholePages } from '../aws/whole-pages.ts';
import type { AccessKey } from '../model/types.ts';

/** Every access key of a user as it is now. */
export async function listKeys(UserName: string, { iam }: Pick<Reader, 'iam'>): Promise<AccessKey[]> {
  const keys: AccessKey[] = [];
  const pages = paginateListAccessKeys({ client: iam }, { UserName });
  // Not IsTruncated, which moto does not send here.
  for await (const page of wholePages(pages, 'ListAccessKeys', 'AccessKeyMetadata')) {
    keys.push(...(page.AccessKeyMetadata ?? []).map((key) => accessKeyOf(key, UserName)));
  }
  return keys;
}

function accessKeyOf(key: AccessKeyMetadata, UserName: string): AccessKey {
  return {
    UserName,
    AccessKeyId: required(key.AccessKeyId, 'ListAccessKeys', 'AccessKeyId'),
    Status: required(key.Status, 'ListAccessKeys', 'Status'),
    CreateDate: required(key.CreateDate, 'ListAccessKeys', 'CreateDate'),
  };
}
