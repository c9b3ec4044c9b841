import { CreateAccessKeyCommand, DeleteAccessKeyCommand, GetAccessKeyLastUsedCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { type Aws, aws, refusal } from '../aws.ts';

const UserName = 'alice';
const first = { AccessKeyId: 'AKIAALICE00000000001', Status: 'Active', ageDays: 70 };
const second = { AccessKeyId: 'AKIAALICE00000000002', Status: 'Inactive', ageDays: 9 };

async function listed({ iam }: Aws): Promise<(string | undefined)[]> {
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId) ?? [];
}

const create = ({ iam }: Aws) => iam.send(new CreateAccessKeyCommand({ UserName }));
const remove = ({ iam }: Aws, AccessKeyId: string) => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
const lastUse = ({ iam }: Aws, AccessKeyId: string) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));

describe('access keys', () => {
  it('given a quota that is not enforced yet, a third key is created', async () => {
    const one = aws([{ UserName, AccessKeys: [first, second] }], { keysPerUser: 3 });
    expect(await refusal(create(one)), 'a third key').toBe('accepted');
    expect(await refusal(create(one)), 'a fourth key').toBe('LimitExceededException 409');
  });

  it('given a new key, its id looks like one of the documentation and its secret begins with CANARY', async () => {
    const { AccessKey } = await create(aws([{ UserName }]));
    expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(AccessKey?.SecretAccessKey).toMatch(/^CANARY.{34}$/);
  });

  it('given a new key, the account keeps its CreateDate in whole seconds, as it is listed', async () => {
    const one = aws([{ UserName }]);
    await create(one);
    expect(one.account.users.get(UserName)?.keys[0]?.CreateDate).toEqual(new Date('2026-03-03T06:00:00Z'));
  });

  it('given lists that lag, a new key is not listed yet', async () => {
    const one = aws([{ UserName, AccessKeys: [first] }], { listLagSeconds: 10 });
    const { AccessKey } = await create(one);
    expect(await listed(one)).toEqual([first.AccessKeyId]);
    one.account.clock.advance(11_000);
    expect(await listed(one)).toEqual([first.AccessKeyId, AccessKey?.AccessKeyId]);
  });

  it('given lists that lag, a deleted key is still listed, but is gone in all else', async () => {
    const one = aws([{ UserName, AccessKeys: [first, second] }], { listLagSeconds: 10 });
    await remove(one, first.AccessKeyId);
    expect(await listed(one)).toContain(first.AccessKeyId);
    expect(await refusal(remove(one, first.AccessKeyId)), 'deleted again').toBe('NoSuchEntityException 404');
    expect(await refusal(lastUse(one, first.AccessKeyId)), 'last use').toBe('NoSuchEntityException 404');
    expect(await refusal(create(one)), 'a key in its place').toBe('accepted');
    one.account.clock.advance(11_000);
    expect(await listed(one)).not.toContain(first.AccessKeyId);
  });
});
