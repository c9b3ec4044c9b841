import { PublishCommand, type PublishInput } from '@aws-sdk/client-sns';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

const publish = (input: Partial<PublishInput>) => (one: Asked) =>
  refusal(one.sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'text', ...input })));

const attribute = (StringValue: string, DataType: string | undefined = 'String') => ({
  MessageAttributes: { owner: { DataType, StringValue } },
});

const call = 'Publish';
const invalid = 'InvalidParameterException 400';
const accepted = 'accepted';
const wrong = (page: string, answers = accepted) => ({ answers, page });
const subject = 'SNS API Reference, Publish, Subject: ASCII, no line breaks, less than 100 characters';
const size = 'SNS Developer Guide, Message attributes: they count, with name and type, towards 262,144 bytes';
const bodies = 'SNS API Reference, Publish, MessageStructure: valid JSON with a default';

export const notices: readonly Row[] = [
  {
    call,
    given: 'a subject and attributes',
    ask: publish({ Subject: 'A & <b>', ...attribute('x') }),
    aws: accepted,
  },
  { call, given: 'a subject of 99 characters', ask: publish({ Subject: 'x'.repeat(99) }), aws: accepted },
  {
    call,
    given: 'a subject of 100 characters',
    ask: publish({ Subject: 'x'.repeat(100) }),
    aws: invalid,
    // Users report (moto #1503) that AWS takes just this one; the sandbox keeps to the page.
    moto: wrong(subject),
  },
  { call, given: 'a subject of 101 characters', ask: publish({ Subject: 'x'.repeat(101) }), aws: invalid },
  {
    call,
    given: 'a line break in a subject',
    ask: publish({ Subject: 'a\nb' }),
    aws: invalid,
    moto: wrong(subject),
  },
  {
    call,
    given: 'an umlaut in a subject',
    ask: publish({ Subject: 'Schlüssel' }),
    aws: invalid,
    moto: wrong(subject),
  },
  {
    call,
    given: 'a message of 262,144 bytes',
    ask: publish({ Message: 'x'.repeat(262_144) }),
    aws: accepted,
  },
  { call, given: 'a message of 262,145 bytes', ask: publish({ Message: 'x'.repeat(262_145) }), aws: invalid },
  {
    call,
    given: 'a message of 262,146 bytes in 131,073 characters',
    ask: publish({ Message: 'ü'.repeat(131_073) }),
    aws: invalid,
    moto: wrong(size),
  },
  {
    call,
    given: 'a message of 262,144 bytes beside an attribute',
    ask: publish({ Message: 'x'.repeat(262_144), ...attribute('x') }),
    aws: invalid,
    moto: wrong(size),
  },
  {
    call,
    given: 'an empty message',
    ask: publish({ Message: '' }),
    aws: invalid,
    moto: wrong('SNS API Reference, Publish, Message'),
  },
  {
    call,
    given: 'an empty attribute value',
    ask: publish(attribute('')),
    aws: 'InvalidParameterValueException 400',
    moto: wrong('SNS API Reference, Publish, Errors: ParameterValueInvalid', 'InvalidParameterException 400'),
  },
  {
    call,
    given: 'a body for each protocol',
    ask: publish({ MessageStructure: 'json', Message: '{"default":"text","sqs":"{}"}' }),
    aws: accepted,
  },
  {
    call,
    given: 'bodies without a default',
    ask: publish({ MessageStructure: 'json', Message: '{"sqs":"{}"}' }),
    aws: invalid,
    moto: wrong(bodies),
  },
  {
    call,
    given: 'bodies that are not JSON',
    ask: publish({ MessageStructure: 'json', Message: 'text' }),
    aws: invalid,
    moto: wrong(bodies),
  },
  { call, given: 'no such topic', ask: publish({ TopicArn: `${topicArn}-2` }), aws: 'NotFoundException 404' },
];
