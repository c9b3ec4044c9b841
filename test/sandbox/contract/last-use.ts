import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';
import { keyIds } from './scene.ts';

const lastUsed =
  (AccessKeyId: string) =>
  async ({ iam }: Asked) => {
    const { UserName, AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed ?? {};
    return [UserName, LastUsedDate?.toISOString() ?? 'never', ServiceName, Region].join(' ');
  };

const call = 'GetAccessKeyLastUsed';

export const lastUse: readonly Row[] = [
  { call, given: 'no use', ask: lastUsed(keyIds.alice), aws: 'alice never N/A N/A' },
  {
    call,
    given: 'a use',
    ask: lastUsed(keyIds.bob),
    aws: 'bob 2026-03-01T10:00:00.000Z s3 us-east-1',
  },
  {
    call,
    given: 'no such key',
    ask: ({ iam }) => refusal(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keyIds.unknown }))),
    aws: 'NoSuchEntityException 404',
  },
];
