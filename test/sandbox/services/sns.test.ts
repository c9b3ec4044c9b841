import { PublishCommand, type PublishInput } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { aws, refusal } from '../aws.ts';

const invalid = 'InvalidParameterException 400';
const badAttribute = 'InvalidParameterValueException 400';
const attribute = (StringValue: string) => ({
  MessageAttributes: { owner: { DataType: 'String', StringValue } },
});
/** `owner`, `String` and the value count too. */
const attributeBytes = 'owner'.length + 'String'.length + 1;
const json = (message: string) => ({ MessageStructure: 'json', Message: message });

const rows: [what: string, input: Partial<PublishInput>, expected: string][] = [
  ['a subject of 99 characters', { Subject: 'x'.repeat(99) }, 'accepted'],
  ['a subject of 100', { Subject: 'x'.repeat(100) }, invalid],
  ['a subject with a line break', { Subject: 'a\nb' }, invalid],
  ['a subject that is not ASCII', { Subject: 'Schlüssel' }, invalid],
  ['a subject that begins with a blank', { Subject: ' a' }, invalid],
  ['an empty message', { Message: '' }, invalid],
  ['a message of 262144 bytes', { Message: 'x'.repeat(262_144) }, 'accepted'],
  ['a message of 262145 bytes', { Message: 'x'.repeat(262_145) }, invalid],
  ['a message of 262146 bytes in 131073 characters', { Message: 'ü'.repeat(131_073) }, invalid],
  [
    'message and attribute of 262144 bytes together',
    { ...attribute('x'), Message: 'x'.repeat(262_144 - attributeBytes) },
    'accepted',
  ],
  [
    'message and attribute of 262145 bytes together',
    { ...attribute('x'), Message: 'x'.repeat(262_145 - attributeBytes) },
    invalid,
  ],
  ['an empty attribute value', attribute(''), badAttribute],
  [
    'an attribute without a type',
    { MessageAttributes: { owner: { DataType: undefined, StringValue: 'x' } } },
    badAttribute,
  ],
  ['bodies with a default', json('{"default":"text","sqs":"{}"}'), 'accepted'],
  ['bodies without a default', json('{"sqs":"text"}'), invalid],
  ['bodies that are not JSON', json('text'), invalid],
  ['another topic', { TopicArn: `${topicArn}-2` }, 'NotFoundException 404'],
  ['what is no topic', { TopicArn: 'access-key-sweeper' }, invalid],
];

describe('Publish', () => {
  it.each(rows)('given %s, it is taken or refused as AWS does', async (_, input, expected) => {
    const { sns, account } = aws();
    const call = sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'text', ...input }));
    expect(await refusal(call)).toBe(expected);
    expect(account.published).toHaveLength(expected === 'accepted' ? 1 : 0);
  });

  it('given a notice, it is kept as it was sent', async () => {
    const { sns, account } = aws();
    const notice = { Subject: 'Key & <b>', Message: '{"default":"a\\nb + c"}', MessageStructure: 'json' };
    await sns.send(new PublishCommand({ TopicArn: topicArn, ...notice, ...attribute('team a=b&c') }));
    expect(account.published).toEqual([
      { TopicArn: topicArn, ...notice, attributes: { owner: 'team a=b&c' } },
    ]);
  });
});
