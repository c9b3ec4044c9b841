import { PublishCommand, type PublishInput } from '@aws-sdk/client-sns';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { accepted, ask, type Row, rowsOf, wrong } from './row.ts';

const publish = (input: Partial<PublishInput>) =>
  ask(({ sns }) => sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'text', ...input })));
const attribute = (StringValue: string | undefined, DataType: string | undefined = 'String') => ({
  MessageAttributes: { owner: { DataType, StringValue } },
});
const untyped = { MessageAttributes: { owner: { DataType: undefined, StringValue: 'x' } } };
const x = (bytes: number) => ({ Message: 'x'.repeat(bytes) });
const json = (Message: string) => publish({ MessageStructure: 'json', Message });

/** How many bytes the attribute `owner` counts with a value of one character: name, type and value. */
const owner = 'owner'.length + 'String'.length + 1;
const invalid = 'InvalidParameterException 400';
const badAttribute = 'InvalidParameterValueException 400';
const takes = (page: string, answers = accepted) => wrong(answers, `SNS API Reference, Publish, ${page}`);
const subject = takes('Subject: no line breaks, less than 100 characters');
const bodies = takes('MessageStructure: valid JSON with a default');
const code = takes('Errors: ParameterValueInvalid', invalid);
const breaks = takes('Errors: ParameterValueInvalid', 'Error 500');
const type = takes('Errors: ParameterValueInvalid; SNS Developer Guide, Message attribute data types', invalid);
const size = wrong(accepted, 'SNS Developer Guide, Message attributes: they count, with name and type, towards 262,144 bytes');

export const notices: readonly Row[] = rowsOf('Publish', [
  ['a subject and attributes', publish({ Subject: 'A & <b>', ...attribute('x') }), accepted],
  ['a subject of 99 characters', publish({ Subject: 'x'.repeat(99) }), accepted],
  // Users report that AWS accepts exactly 100 characters (moto issue 1503); the sandbox follows the page.
  ['a subject of 100 characters', publish({ Subject: 'x'.repeat(100) }), invalid, subject],
  ['a subject of 101 characters', publish({ Subject: 'x'.repeat(101) }), invalid],
  ['a line break in a subject', publish({ Subject: 'a\nb' }), invalid, subject],
  ['a message of 262,144 bytes', publish(x(262_144)), accepted],
  ['a message of 262,145 bytes', publish(x(262_145)), invalid],
  ['262,146 bytes in 131,073 characters', publish({ Message: 'ü'.repeat(131_073) }), invalid, size],
  ['262,144 bytes with an attribute', publish({ ...x(262_144 - owner), ...attribute('x') }), accepted],
  ['262,145 bytes with an attribute', publish({ ...x(262_145 - owner), ...attribute('x') }), invalid, size],
  ['an empty message', publish({ Message: '' }), invalid, takes('Message')],
  ['an empty attribute value', publish(attribute('')), badAttribute, code],
  ['an attribute without a type', publish(untyped), badAttribute, breaks],
  ['an attribute of another type', publish(attribute('x', 'Text')), badAttribute, type],
  ['an attribute whose type has a suffix', publish(attribute('x', 'Number.byte')), accepted],
  ['an attribute with a list', publish(attribute('["x"]', 'String.Array')), accepted],
  ['another structure', publish({ MessageStructure: 'xml' }), invalid],
  ['a body for each protocol', json('{"default":"text","sqs":"{}"}'), accepted],
  ['bodies without a default', json('{"sqs":"{}"}'), invalid, bodies],
  ['bodies that are not JSON', json('text'), invalid, bodies],
  ['no such topic', publish({ TopicArn: `${topicArn}-2` }), 'NotFoundException 404'],
  ['a topic that is no ARN', publish({ TopicArn: 'notices' }), invalid],
]);
