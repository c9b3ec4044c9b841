import { expect, it } from 'vitest';
import { intentValue, madeValue, refusedValue } from '../../../lib/model/mark-values.ts';
import { parseUserTags, tagKeys } from '../../../lib/model/user-tags.ts';
import { first, now, second } from '../../tools/builders.ts';

const tag = (Key: string, Value = 'x') => ({ Key, Value });

it.each([[[first, second]], [[]]])('given an intent of a user with the keys %j, it is read as it was written', (keyIds) => {
  const Key = tagKeys.creating('s-1');
  expect(Key).toBe('access-key-sweeper:creating:s-1');
  const { intents, voidIntents } = parseUserTags([tag(Key, intentValue(now, keyIds))], now);
  expect({ intents, voidIntents }).toEqual({ intents: [{ tagKey: Key, at: now, keyIds, nonceHash: undefined }], voidIntents: [] });
});

it('given an intent without a date, only its tag key is kept', () => {
  const { intents, voidIntents } = parseUserTags([tag('Access-Key-Sweeper:creating:s-1', 'soon')], now);
  expect({ intents, voidIntents }).toEqual({ intents: [], voidIntents: [tagKeys.creating('s-1')] });
});

it('given every kind of mark, each is found and none is confused with another', () => {
  const at = now.toISOString();
  const tags = [
    tag(tagKeys.toldSince(first), at),
    tag(tagKeys.inactiveSince(second), at),
    tag('Access-Key-Sweeper:Owner', 'team-a@example.com'),
    tag('key-sweeper:told-since:x', at),
  ];
  expect(parseUserTags(tags, now)).toMatchObject({
    owner: 'team-a@example.com',
    exempt: undefined,
    holdUntil: undefined,
    intents: [],
    toldSince: [{ AccessKeyId: first, at: now }],
    inactiveSince: [{ AccessKeyId: second, at: now }],
    unknown: [],
  });
});

it.each([
  ['exempt', false],
  ['Hold-Until', false],
  ['owner', false],
  ['PROFILE', false],
  ['creating:s-1', false],
  ['Told-Since:x', false],
  ['inactive-since:x', false],
  ['secret:arn', false],
  ['Secret:ARN', false],
  ['refused:create', false],
  ['Refused:Create', false],
  ['secret', true],
  ['refused:delete', true],
  ['exmept', true],
  ['owners', true],
  ['told', true],
  ['', true],
])('given a tag access-key-sweeper:%s, it is unknown: %s', (word, isUnknown) => {
  const key = `access-key-sweeper:${word}`;
  expect(parseUserTags([tag(key), tag('team')], now).unknown).toEqual(isUnknown ? [key] : []);
});

it('given the longest key id and the longest sweep id, tag keys have at most 128 characters', () => {
  const longest = [tagKeys.inactiveSince('A'.repeat(20)), tagKeys.creating('x'.repeat(64))];
  expect(longest.filter((key) => key.length > 128)).toEqual([]);
});

it('given the pointer, a mark that vouches and one of a refusal, each is read', () => {
  const tags = [
    tag('Access-Key-Sweeper:Secret:ARN', 'arn prod'),
    tag('Access-Key-Sweeper:creating:s-1', madeValue(now, first)),
    tag(tagKeys.refusedCreate, refusedValue(now, 'iam:CreateAccessKey')),
  ];
  expect(parseUserTags(tags, now)).toMatchObject({
    pointer: { arn: 'arn', stage: 'prod' },
    made: [{ tagKey: tagKeys.creating('s-1'), AccessKeyId: first, at: now }],
    refused: { at: now, operation: 'iam:CreateAccessKey' },
    intents: [],
    voidIntents: [],
    unknown: [],
  });
});
