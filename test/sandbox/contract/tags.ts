import { ListUserTagsCommand, type Tag, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { type Asked, accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';

const list =
  (UserName = 'alice') =>
  async ({ iam }: Asked) => {
    const { Tags = [] } = await iam.send(new ListUserTagsCommand({ UserName }));
    return Tags.map(({ Key, Value }) => `${Key}=${Value}`).join();
  };
const tagWith = (UserName: string, ...Tags: Partial<Tag>[]) =>
  ask(({ iam }) => iam.send(new TagUserCommand({ UserName, Tags: Tags as Tag[] })));
const tag = (UserName: string, Key: string, Value: string) => tagWith(UserName, { Key, Value });
const untag = (UserName: string, ...TagKeys: string[]) => ask(({ iam }) => iam.send(new UntagUserCommand({ UserName, TagKeys })));
const unknown = ask(({ iam }) => iam.send(new ListUserTagsCommand({ UserName: 'nobody' })));

const all = 'a Z0é_.:/=+-@';
const long = (size: number) => 'x'.repeat(size);
const invalid = 'ValidationError 400';
const noSuchUser = 'NoSuchEntityException 404';
const refused = 'InvalidInputException 400';
const full = 'LimitExceededException 409';
const page = 'IAM API Reference, Tag: length and pattern of Key and Value';
const anyCase = 'IAM User Guide, Tags for IAM resources: case sensitivity of tag keys';
const tooMany = wrong(accepted, 'IAM User Guide, Tags for IAM resources: at most 50 tags');
const ignored = wrong(accepted, page);
const reserved = wrong(accepted, 'IAM User Guide, Tags for IAM resources: no key begins with aws:');

const two = (...keys: string[]) => keys.map((Key) => ({ Key, Value: 'y' }));
const recased = wrong('Owner=platform,OWNER=b', anyCase);
const stays = wrong('Owner=platform', anyCase);

export const tags: readonly Row[] = [
  ...rowsOf('ListUserTags', [
    ['a tag', list(), 'Owner=platform'],
    ['none', list('bob'), ''],
    ['no such user', unknown, noSuchUser],
  ]),
  ...rowsOf('TagUser', [
    ['a new key', inTurn(tag('alice', 'a', 'b'), list()), 'Owner=platform,a=b'],
    ['the same key', inTurn(tag('alice', 'Owner', 'b'), list()), 'Owner=b'],
    ['the same key in another case', inTurn(tag('alice', 'OWNER', 'b'), list()), 'OWNER=b', recased],
    ['a key twice, in another case', tagWith('alice', ...two('a', 'A')), refused, wrong(accepted, anyCase)],
    ['no such user', tag('nobody', 'a', 'b'), noSuchUser],
    ['a 51st tag', tag('dora', 'key-50', 'x'), full, tooMany],
    ['a 51st tag beside one of the 50', tagWith('dora', ...two('key-7', 'key-50')), full, tooMany],
    ['another value for one of 50 tags', tag('dora', 'key-7', 'y'), accepted],
    ['another case for one of 50 tags', tag('dora', 'KEY-7', 'y'), accepted],
    ['an empty value', inTurn(tag('bob', 'a', ''), list('bob')), 'a='],
    ['every character that is allowed', inTurn(tag('bob', all, all), list('bob')), `${all}=${all}`],
    ['a key of 128 characters', tag('bob', long(128), 'x'), accepted],
    ['a key of 129 characters', tag('bob', long(129), 'x'), invalid, ignored],
    ['an empty key', tag('bob', '', 'x'), invalid, ignored],
    ['no key', tagWith('bob', { Value: 'x' }), invalid, wrong('Error 500', page)],
    ['no value', tagWith('bob', { Key: 'key' }), invalid, ignored],
    ['a value of 256 characters', tag('bob', 'key', long(256)), accepted],
    ['a value of 257 characters', tag('bob', 'key', long(257)), invalid, ignored],
    ['a comma in a value', tag('bob', 'key', 'a,b'), invalid, ignored],
    ['a line break in a value', tag('bob', 'key', 'a\nb'), invalid, ignored],
    ['an asterisk in a key', tag('bob', 'key*', 'x'), invalid, ignored],
    ['a key that begins with aws:', tag('bob', 'aws:owner', 'x'), refused, reserved],
    ['a key that begins with AWS:', tag('bob', 'AWS:owner', 'x'), refused, reserved],
    ['a key that begins with aws', tag('bob', 'aws-owner', 'x'), accepted],
  ]),
  ...rowsOf('UntagUser', [
    ['a tag', inTurn(untag('alice', 'Owner'), list()), ''],
    ['a tag in another case', inTurn(untag('alice', 'OWNER'), list()), '', stays],
    ['a tag, and one that is not there', inTurn(untag('alice', 'Owner', 'never'), list()), ''],
    ['a tag that is not there', untag('alice', 'never'), accepted],
    ['no such user', untag('nobody', 'a'), noSuchUser],
  ]),
];
