import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  ListAccessKeysCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { subDays } from 'date-fns/subDays';
import { madeValue } from '../../../lib/model/mark-values.ts';
import { pointerValue } from '../../../lib/model/pointer.ts';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import { iam, tell } from './aws.ts';

export type Seeded = { UserId: string; keys: string[] };

/** Creates a user with Active keys of these ages in days; returns its id and the ids of the keys. */
export async function user(UserName: string, ...ages: number[]): Promise<Seeded> {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const keys: string[] = [];
  for (const days of ages) {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const AccessKeyId = AccessKey?.AccessKeyId ?? '';
    await tell('age-key', { AccessKeyId, days });
    keys.push(AccessKeyId);
  }
  return { UserId: User?.UserId ?? '', keys };
}

/** Sets a mark as if it was set so many days ago. */
export async function mark(UserName: string, name: string, AccessKeyId: string, days: number, more = ''): Promise<void> {
  const Key = `access-key-sweeper:${name}:${AccessKeyId}`;
  const Value = subDays(new Date(), days).toISOString() + more;
  await iam.send(new TagUserCommand({ UserName, Tags: [{ Key, Value }] }));
}

/** Sets the tags by which the stage `sandbox` knows the user's secret, and the key in it that a sweep made. */
export async function point(UserName: string, arn: string, AccessKeyId: string): Promise<void> {
  const Tags = [
    { Key: tagKeys.pointer, Value: pointerValue({ arn, stage: 'sandbox' }) },
    { Key: tagKeys.creating('earlier'), Value: madeValue(subDays(new Date(), 20), AccessKeyId) },
  ];
  await iam.send(new TagUserCommand({ UserName, Tags }));
}

export async function deactivate(UserName: string, AccessKeyId: string): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
}

/** Returns the user's keys, oldest first, as `[id, status]`. */
export async function keysOf(UserName: string): Promise<[id: string, status: string][]> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata.toSorted((a, b) => Number(a.CreateDate) - Number(b.CreateDate)).map((key) => [
    key.AccessKeyId ?? '',
    key.Status ?? '',
  ]);
}
