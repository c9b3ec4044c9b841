import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccountSummaryCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { aws, refusal } from '../aws.ts';

const UserName = undefined;
const AccessKeyId = 'AKIAALICE00000000001';

describe('users', () => {
  it.each([
    ['ListUserTags', new ListUserTagsCommand({ UserName })],
    ['TagUser', new TagUserCommand({ UserName, Tags: [{ Key: 'a', Value: 'b' }] })],
    ['UntagUser', new UntagUserCommand({ UserName, TagKeys: ['a'] })],
    ['ListAccessKeys', new ListAccessKeysCommand({ UserName })],
    ['CreateAccessKey', new CreateAccessKeyCommand({ UserName })],
    ['UpdateAccessKey', new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' })],
    ['DeleteAccessKey', new DeleteAccessKeyCommand({ UserName, AccessKeyId })],
  ])('given %s names no user, it is refused, where AWS takes the caller', async (_, command) => {
    const { iam } = aws([{ UserName: 'alice' }]);
    expect(await refusal(iam.send(command as ListUserTagsCommand))).toBe('ValidationError 400');
  });

  it('given users in any order, they are listed by name', async () => {
    const { iam } = aws([{ UserName: 'bob' }, { UserName: 'alice' }, { UserName: 'Carol' }]);
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users.map((user) => user.UserName)).toEqual(['Carol', 'alice', 'bob']);
  });

  it('given a user without keys in the account file, it was created at that moment', async () => {
    const { iam } = aws([{ UserName: 'bob' }]);
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users[0]?.CreateDate).toEqual(new Date('2026-03-03T06:00:00Z'));
    expect(Users[0]?.UserId).toMatch(/^AIDA[A-Z2-7]{9}EXAMPLE$/);
  });

  it('given a root key, the account summary counts it', async () => {
    const { iam } = aws([{ UserName: 'alice' }, { UserName: 'bob' }], { rootKeys: 1 });
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toEqual({ AccountAccessKeysPresent: 1, Users: 2, AccessKeysPerUserQuota: 2 });
  });

  it('given characters that mean something in XML, they arrive as they were sent', async () => {
    const { iam, account } = aws([{ UserName: 'alice' }]);
    account.users.get('alice')?.tags.set('key', { Key: 'key', Value: `<&>"' ]]>` });
    const { Tags } = await iam.send(new ListUserTagsCommand({ UserName: 'alice' }));
    expect(Tags).toEqual([{ Key: 'key', Value: `<&>"' ]]>` }]);
  });
});
