import { ListUserTagsCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

type Pair = [Key: string, Value: string];

const list =
  (UserName = 'alice') =>
  async ({ iam }: Asked) => {
    const { Tags = [] } = await iam.send(new ListUserTagsCommand({ UserName }));
    return Tags.map(({ Key, Value }) => `${Key}=${Value}`).join();
  };

const tag =
  (UserName: string, ...tags: Pair[]) =>
  ({ iam }: Asked) =>
    refusal(iam.send(new TagUserCommand({ UserName, Tags: tags.map(([Key, Value]) => ({ Key, Value })) })));

const untag =
  (UserName: string, ...TagKeys: string[]) =>
  ({ iam }: Asked) =>
    refusal(iam.send(new UntagUserCommand({ UserName, TagKeys })));

/** What is asked first must be accepted. */
const then = (first: Row['ask'], second: Row['ask']) => async (one: Asked) => {
  const outcome = await first(one);
  return outcome === 'accepted' ? second(one) : outcome;
};

const TagUser = 'TagUser';
const invalid = 'ValidationError 400';
const noSuchUser = 'NoSuchEntityException 404';
const inAnyCase = 'IAM User Guide, Tags for IAM resources: case sensitivity of tag keys';
const quota = 'IAM User Guide, Tags for IAM resources: at most 50 tags';
const form = 'IAM API Reference, Tag: length and pattern of Key and Value';

export const tags: readonly Row[] = [
  { call: 'ListUserTags', given: 'a tag', ask: list(), aws: 'Owner=platform' },
  { call: 'ListUserTags', given: 'none', ask: list('bob'), aws: '' },
  {
    call: 'ListUserTags',
    given: 'no such user',
    ask: ({ iam }) => refusal(iam.send(new ListUserTagsCommand({ UserName: 'nobody' }))),
    aws: noSuchUser,
  },
  {
    call: 'ListUserTags',
    given: 'MaxItems 0',
    ask: ({ iam }) => refusal(iam.send(new ListUserTagsCommand({ UserName: 'alice', MaxItems: 0 }))),
    aws: invalid,
    moto: {
      answers: 'accepted',
      page: 'IAM API Reference, ListUserTags, Request Parameters: MaxItems 1 to 1,000',
    },
  },
  {
    call: 'ListUserTags',
    given: '50 tags and pages of 20',
    ask: async ({ iam }) => {
      const { Tags, IsTruncated } = await iam.send(
        new ListUserTagsCommand({ UserName: 'dora', MaxItems: 20 }),
      );
      return `${Tags?.length}${IsTruncated ? ', truncated' : ''}`;
    },
    aws: '20, truncated',
    moto: { answers: '50', page: 'IAM API Reference, ListUserTags, Request Parameters: MaxItems' },
  },
  {
    call: TagUser,
    given: 'a new key',
    ask: then(tag('alice', ['a', 'b']), list()),
    aws: 'Owner=platform,a=b',
  },
  { call: TagUser, given: 'the same key', ask: then(tag('alice', ['Owner', 'b']), list()), aws: 'Owner=b' },
  {
    call: TagUser,
    given: 'the same key in another case',
    ask: then(tag('alice', ['OWNER', 'b']), list()),
    aws: 'OWNER=b',
    moto: { answers: 'Owner=platform,OWNER=b', page: inAnyCase },
  },
  {
    call: TagUser,
    given: 'a key twice, in another case',
    ask: tag('alice', ['a', 'x'], ['A', 'y']),
    aws: 'InvalidInputException 400',
    moto: { answers: 'accepted', page: inAnyCase },
  },
  { call: TagUser, given: 'no such user', ask: tag('nobody', ['a', 'b']), aws: noSuchUser },
  {
    call: TagUser,
    given: 'a 51st tag',
    ask: tag('dora', ['key-50', 'x']),
    aws: 'LimitExceededException 409',
    moto: { answers: 'accepted', page: quota },
  },
  { call: TagUser, given: 'one of 50 anew', ask: tag('dora', ['key-7', 'y']), aws: 'accepted' },
  { call: TagUser, given: 'an empty value', ask: then(tag('bob', ['a', '']), list('bob')), aws: 'a=' },
  {
    call: TagUser,
    given: 'every sign that is allowed',
    ask: then(tag('bob', ['a Z0é_.:/=+-@', 'a Z0é_.:/=+-@']), list('bob')),
    aws: 'a Z0é_.:/=+-@=a Z0é_.:/=+-@',
  },
  {
    call: TagUser,
    given: 'a key of 128 characters',
    ask: tag('bob', ['k'.repeat(128), 'x']),
    aws: 'accepted',
  },
  ...(
    [
      ['a key of 129 characters', 'k'.repeat(129), 'x'],
      ['an empty key', '', 'x'],
      ['a value of 257 characters', 'key', 'v'.repeat(257)],
      ['a comma in a value', 'key', 'a,b'],
      ['an asterisk in a key', 'key*', 'x'],
    ] as const
  ).map(([given, Key, Value]) => ({
    call: TagUser,
    given,
    ask: tag('bob', [Key, Value]),
    aws: invalid,
    moto: { answers: 'accepted', page: form },
  })),
  { call: 'UntagUser', given: 'a tag', ask: then(untag('alice', 'Owner'), list()), aws: '' },
  {
    call: 'UntagUser',
    given: 'a tag in another case',
    ask: then(untag('alice', 'OWNER'), list()),
    aws: '',
    moto: { answers: 'Owner=platform', page: inAnyCase },
  },
  { call: 'UntagUser', given: 'a tag that is not there', ask: untag('alice', 'never'), aws: 'accepted' },
  { call: 'UntagUser', given: 'no such user', ask: untag('nobody', 'a'), aws: noSuchUser },
];
