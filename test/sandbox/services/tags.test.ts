import { ListUserTagsCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { type Aws, aws, refusal } from '../aws.ts';

const UserName = 'alice';

const tag = ({ iam }: Aws, ...tags: [string, string][]) =>
  iam.send(new TagUserCommand({ UserName, Tags: tags.map(([Key, Value]) => ({ Key, Value })) }));

async function tagsOf({ iam }: Aws): Promise<string[]> {
  const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }));
  return Tags?.map(({ Key, Value }) => `${Key}=${Value}`) ?? [];
}

describe('user tags', () => {
  it('given keys that differ in case, they are one tag and the new spelling is kept', async () => {
    const one = aws([{ UserName }]);
    await tag(one, ['Owner', 'platform']);
    expect(await tagsOf(one)).toEqual(['Owner=platform']);
    await tag(one, ['oWNER', 'shop']);
    expect(await tagsOf(one)).toEqual(['oWNER=shop']);
    await one.iam.send(new UntagUserCommand({ UserName, TagKeys: ['OWNER', 'never-there'] }));
    expect(await tagsOf(one)).toEqual([]);
  });

  it('given one call with a key twice, in another case, nothing is tagged', async () => {
    const one = aws([{ UserName }]);
    expect(await refusal(tag(one, ['owner', 'a'], ['Owner', 'b']))).toBe('InvalidInputException 400');
    expect(await tagsOf(one)).toEqual([]);
  });

  it('given 50 tags, a 51st is refused and one of the 50 may change', async () => {
    const one = aws([{ UserName }]);
    await tag(one, ...Array.from({ length: 49 }, (_, n): [string, string] => [`key-${n}`, 'x']));
    expect(await refusal(tag(one, ['key-49', 'x'], ['key-50', 'x']))).toBe('LimitExceededException 409');
    expect(await tagsOf(one)).toHaveLength(49);
    expect(await refusal(tag(one, ['key-49', 'x']))).toBe('accepted');
    expect(await refusal(tag(one, ['KEY-7', 'y']))).toBe('accepted');
    expect(await tagsOf(one)).toHaveLength(50);
  });

  it.each([
    ['a key of 128 characters', 'k'.repeat(128), 'x', 'accepted'],
    ['a key of 129', 'k'.repeat(129), 'x', 'ValidationError 400'],
    ['an empty key', '', 'x', 'ValidationError 400'],
    ['a value of 256 characters', 'key', 'v'.repeat(256), 'accepted'],
    ['a value of 257', 'key', 'v'.repeat(257), 'ValidationError 400'],
    ['an empty value', 'key', '', 'accepted'],
    ['every sign that is allowed', 'a Z0é_.:/=+-@', 'a Z0é_.:/=+-@', 'accepted'],
    ['a comma in a value', 'key', 'a,b', 'ValidationError 400'],
    ['an asterisk in a key', 'key*', 'x', 'ValidationError 400'],
    ['a line break in a value', 'key', 'a\nb', 'ValidationError 400'],
  ])('given %s, the tag is taken or refused as AWS does', async (_, key, value, expected) => {
    const one = aws([{ UserName }]);
    expect(await refusal(tag(one, [key, value]))).toBe(expected);
    expect(await tagsOf(one)).toEqual(expected === 'accepted' ? [`${key}=${value}`] : []);
  });

  it('given a tag without a key or a value, it is refused', async () => {
    const one = aws([{ UserName }]);
    for (const half of [
      { Key: 'key', Value: undefined },
      { Key: undefined, Value: 'x' },
    ]) {
      const call = one.iam.send(new TagUserCommand({ UserName, Tags: [half] }));
      expect(await refusal(call)).toBe('ValidationError 400');
    }
    expect(await tagsOf(one)).toEqual([]);
  });

  it('given signs that mean something in XML, they arrive as they were sent', async () => {
    const users = [{ UserName, Tags: { key: 'x' } }];
    const one = aws(users);
    one.account.users.get(UserName)?.tags.set('key', { Key: 'key', Value: `<&>"' ]]>` });
    expect(await tagsOf(one)).toEqual([`key=<&>"' ]]>`]);
  });
});
