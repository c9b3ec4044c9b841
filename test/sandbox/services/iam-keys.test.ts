import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  type StatusType,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { type Aws, aws, refusal } from '../aws.ts';

const UserName = 'alice';
const first = { AccessKeyId: 'AKIAALICE00000000001', Status: 'Active', ageDays: 70 };
const second = { AccessKeyId: 'AKIAALICE00000000002', Status: 'Inactive', ageDays: 9.5 };

async function listed({ iam }: Aws): Promise<(string | undefined)[]> {
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId) ?? [];
}

const create = ({ iam }: Aws) => iam.send(new CreateAccessKeyCommand({ UserName }));
const remove = ({ iam }: Aws, AccessKeyId: string) =>
  iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));

describe('access keys', () => {
  it('given two keys, one of them Inactive, a third is refused', async () => {
    const one = aws([{ UserName, AccessKeys: [first, second] }]);
    expect(await refusal(create(one))).toBe('LimitExceededException 409');
    await remove(one, second.AccessKeyId);
    expect(await refusal(create(one))).toBe('accepted');
    expect(await refusal(create(one))).toBe('LimitExceededException 409');
  });

  it('given a quota that is not enforced yet, a third key is made', async () => {
    const one = aws([{ UserName, AccessKeys: [first, second] }], { keysPerUser: 3 });
    expect(await refusal(create(one))).toBe('accepted');
    expect(await refusal(create(one))).toBe('LimitExceededException 409');
  });

  it('given a new key, its CreateDate has whole seconds and its secret begins with CANARY', async () => {
    const one = aws([{ UserName }]);
    const { AccessKey } = await create(one);
    expect(AccessKey).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{9}EXAMPLE$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^CANARY.{34}$/),
      CreateDate: new Date('2026-03-03T06:00:00Z'),
    });
    expect(one.account.users.get(UserName)?.keys[0]?.CreateDate).toEqual(AccessKey?.CreateDate);
  });

  it('given keys in a list, each has its user, id, status and date, and no secret', async () => {
    const { iam } = aws([{ UserName, AccessKeys: [second] }]);
    const { AccessKeyMetadata, IsTruncated } = await iam.send(new ListAccessKeysCommand({ UserName }));
    expect(IsTruncated).toBe(false);
    const { ageDays, ...shown } = second;
    expect(AccessKeyMetadata).toEqual([{ UserName, ...shown, CreateDate: new Date('2026-02-21T18:00:00Z') }]);
  });

  it('given lists that lag, a new key is not shown yet and a deleted one still is', async () => {
    const one = aws([{ UserName, AccessKeys: [first] }], { listLagSeconds: 10 });
    const { AccessKey } = await create(one);
    expect(await listed(one)).toEqual([first.AccessKeyId]);
    one.account.clock.advance(11_000);
    expect(await listed(one)).toEqual([first.AccessKeyId, AccessKey?.AccessKeyId]);
    await remove(one, first.AccessKeyId);
    expect(await listed(one)).toContain(first.AccessKeyId);
    expect(await refusal(remove(one, first.AccessKeyId))).toBe('NoSuchEntityException 404');
    expect(await refusal(create(one))).toBe('accepted');
    one.account.clock.advance(11_000);
    expect(await listed(one)).not.toContain(first.AccessKeyId);
  });

  it('given a key that is not there, to change, delete or look it up is refused', async () => {
    const { iam } = aws([{ UserName }]);
    const key = { UserName, AccessKeyId: first.AccessKeyId };
    const calls = [
      iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' })),
      iam.send(new DeleteAccessKeyCommand(key)),
      iam.send(new GetAccessKeyLastUsedCommand(key)),
    ];
    for (const call of calls) expect(await refusal(call)).toBe('NoSuchEntityException 404');
  });

  it('given a key that was deleted, its last use is gone with it', async () => {
    const one = aws([{ UserName, AccessKeys: [first] }], { listLagSeconds: 10 });
    await remove(one, first.AccessKeyId);
    const lastUsed = one.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: first.AccessKeyId }));
    expect(await refusal(lastUsed)).toBe('NoSuchEntityException 404');
  });

  it('given a status other than Active and Inactive, it is refused', async () => {
    const one = aws([{ UserName, AccessKeys: [first] }]);
    const update = (Status: string) =>
      one.iam.send(new UpdateAccessKeyCommand({ ...first, UserName, Status: Status as StatusType }));
    expect(await refusal(update('Expired'))).toBe('ValidationError 400');
    expect(await refusal(update('Inactive'))).toBe('accepted');
    expect(one.account.users.get(UserName)?.keys[0]?.Status).toBe('Inactive');
  });

  it('given a key that was never used, service and region are N/A and there is no date', async () => {
    const used = { ...second, LastUsedDate: '2026-03-01T10:00:00.900Z' };
    const { iam } = aws([{ UserName, AccessKeys: [first, used] }]);
    const lastUsed = (AccessKeyId: string) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(await lastUsed(first.AccessKeyId)).toMatchObject({
      UserName,
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    expect((await lastUsed(first.AccessKeyId)).AccessKeyLastUsed).not.toHaveProperty('LastUsedDate');
    expect((await lastUsed(used.AccessKeyId)).AccessKeyLastUsed).toEqual({
      LastUsedDate: new Date('2026-03-01T10:00:00Z'),
      ServiceName: 's3',
      Region: 'us-east-1',
    });
  });
});
