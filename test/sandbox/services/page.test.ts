import {
  ListAccessKeysCommand,
  ListUsersCommand,
  paginateListAccessKeys,
  paginateListUsers,
  paginateListUserTags,
} from '@aws-sdk/client-iam';
import { ListSecretVersionIdsCommand, paginateListSecretVersionIds } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { aws, refusal } from '../aws.ts';
import { put, secretWith } from '../secrets.ts';

async function sizes<Page>(pages: AsyncIterable<Page>, of: (page: Page) => unknown[] | undefined) {
  const found: number[] = [];
  const all: unknown[] = [];
  for await (const page of pages) {
    found.push(of(page)?.length ?? -1);
    all.push(...(of(page) ?? []).map((item) => JSON.stringify(item)));
  }
  expect(new Set(all).size).toBe(all.length);
  return found;
}

const UserName = 'alice';
const keys = Array.from({ length: 5 }, () => ({ Status: 'Active', ageDays: 1 }));
const Tags = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`key-${n}`, 'x']));

describe('short pages', () => {
  it('given pages of 2, each list comes in pages of 2, whatever was asked for', async () => {
    const users = Array.from({ length: 5 }, (_, n) => ({ UserName: `user-${n}` }));
    const { iam: client } = aws([{ UserName, AccessKeys: keys, Tags }, ...users], { pageSize: 2 });
    expect(await sizes(paginateListUsers({ client }, { MaxItems: 1000 }), (page) => page.Users)).toEqual([
      2, 2, 2,
    ]);
    const keyPages = paginateListAccessKeys({ client }, { UserName });
    expect(await sizes(keyPages, (page) => page.AccessKeyMetadata)).toEqual([2, 2, 1]);
    expect(await sizes(paginateListUserTags({ client }, { UserName }), (page) => page.Tags)).toEqual([2, 2]);
  });

  it('given a page that holds the last item, it is not truncated', async () => {
    const { iam } = aws([{ UserName: 'alice' }, { UserName: 'bob' }]);
    for (const [MaxItems, IsTruncated] of [
      [1, true],
      [2, false],
    ] as const)
      expect((await iam.send(new ListUsersCommand({ MaxItems }))).IsTruncated).toBe(IsTruncated);
  });

  it('given a listing after the first, it has the users of that moment', async () => {
    const { iam: client, account } = aws([{ UserName: 'alice' }, { UserName: 'bob' }], { pageSize: 1 });
    const names = async (PathPrefix = '/') => {
      const found: unknown[] = [];
      for await (const { Users = [] } of paginateListUsers({ client }, { PathPrefix })) {
        found.push(...Users.map((user) => user.UserName));
      }
      return found;
    };
    expect(await names()).toEqual(['alice', 'bob']);
    account.users.delete('alice');
    expect(await names()).toEqual(['bob']);
    expect(await names('/team/')).toEqual([]);
    expect((await client.send(new ListUsersCommand({ Marker: '0' }))).Users).toHaveLength(1);
  });

  it('given versions of a secret, they come in short pages too', async () => {
    const one = await secretWith('v1', 'v2', 'v3');
    one.account.settings.pageSize = 2;
    const input = { SecretId: 'demo', IncludeDeprecated: true };
    const pages = paginateListSecretVersionIds({ client: one.secrets }, input);
    expect(await sizes(pages, (page) => page.Versions)).toEqual([2, 1]);
  });

  it('given nothing else is said, a page has 100 items', async () => {
    const users = Array.from({ length: 101 }, (_, n) => ({ UserName: `user-${n}` }));
    const { iam } = aws(users);
    const page = await iam.send(new ListUsersCommand({}));
    expect(page.Users).toHaveLength(100);
    expect(page.IsTruncated).toBe(true);
    const last = await iam.send(new ListUsersCommand({ Marker: page.Marker }));
    expect(last.Users).toHaveLength(1);
    expect(last).toMatchObject({ IsTruncated: false });
    expect(last.Marker).toBeUndefined();
  });

  it.each([
    ['MaxItems 1', { MaxItems: 1 }, 'accepted'],
    ['MaxItems 1000', { MaxItems: 1000 }, 'accepted'],
    ['MaxItems 0', { MaxItems: 0 }, 'ValidationError 400'],
    ['MaxItems 1001', { MaxItems: 1001 }, 'ValidationError 400'],
    ['a Marker of its own', { Marker: 'next' }, 'ValidationError 400'],
  ])('given %s, the list is given or refused as AWS does', async (_, input, expected) => {
    const { iam } = aws([{ UserName, AccessKeys: keys }]);
    expect(await refusal(iam.send(new ListUsersCommand(input)))).toBe(expected);
    expect(await refusal(iam.send(new ListAccessKeysCommand({ UserName, ...input })))).toBe(expected);
  });

  it.each([
    [{ MaxResults: 100 }, 'accepted'],
    [{ MaxResults: 101 }, 'InvalidParameterException 400'],
    [{ MaxResults: 0 }, 'InvalidParameterException 400'],
    [{ NextToken: 'next' }, 'InvalidNextTokenException 400'],
  ])('given %j, versions are listed or refused as AWS does', async (input, expected) => {
    const one = await secretWith('v1');
    await put(one, 'v2');
    const call = one.secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'demo', ...input }));
    expect(await refusal(call)).toBe(expected);
  });
});
