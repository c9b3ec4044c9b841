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

const key = { AccessKeyId: 'AKIAALICE00000000001' };

/** Each call that is about one user. */
const aboutUser = (UserName: string | undefined) => [
  new ListUserTagsCommand({ UserName }),
  new TagUserCommand({ UserName, Tags: [{ Key: 'a', Value: 'b' }] }),
  new UntagUserCommand({ UserName, TagKeys: ['a'] }),
  new ListAccessKeysCommand({ UserName }),
  new CreateAccessKeyCommand({ UserName }),
  new UpdateAccessKeyCommand({ UserName, ...key, Status: 'Inactive' }),
  new DeleteAccessKeyCommand({ UserName, ...key }),
];

describe('users', () => {
  it('given a user that is not there, every call about it answers NoSuchEntity', async () => {
    const { iam } = aws();
    for (const command of aboutUser('nobody'))
      expect(await refusal(iam.send(command as ListUserTagsCommand))).toBe('NoSuchEntityException 404');
  });

  it('given no user is named, the call is refused, where AWS would take the caller', async () => {
    const { iam } = aws([{ UserName: 'alice' }]);
    for (const command of aboutUser(undefined))
      expect(await refusal(iam.send(command as ListUserTagsCommand))).toBe('ValidationError 400');
  });

  it('given users in any order, they are listed by name, with path, id and ARN', async () => {
    const users = [{ UserName: 'bob', Path: '/team/' }, { UserName: 'alice' }, { UserName: 'Carol' }];
    const { iam } = aws(users);
    const { Users } = await iam.send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['Carol', 'alice', 'bob']);
    expect(Users?.at(-1)).toEqual({
      UserName: 'bob',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{9}EXAMPLE$/),
      Path: '/team/',
      CreateDate: new Date('2026-03-03T06:00:00Z'),
      Arn: 'arn:aws:iam::123456789012:user/team/bob',
    });
    const below = await iam.send(new ListUsersCommand({ PathPrefix: '/team/' }));
    expect(below.Users?.map(({ UserName }) => UserName)).toEqual(['bob']);
  });

  it('given an account summary, it counts root keys and users and tells the quota', async () => {
    const { iam } = aws([{ UserName: 'alice' }, { UserName: 'bob' }], { rootKeys: 1 });
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toEqual({ AccountAccessKeysPresent: 1, Users: 2, AccessKeysPerUserQuota: 2 });
  });
});
