import { type AccessKeyMetadata, paginateListAccessKeys } from '@aws-sdk/client-iam';
import type { Reader } from './deps.ts';
import { required } from './required.ts';
import type { AccessKey } from './types.ts';

/** Every access key of a user as it is now. */
export async function listKeys(UserName: string, { iam }: Pick<Reader, 'iam'>): Promise<AccessKey[]> {
  const keys: AccessKey[] = [];
  for await (const page of paginateListAccessKeys({ client: iam }, { UserName })) {
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
