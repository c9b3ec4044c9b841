import { type Account, topicArn } from '../account.ts';
import { ServiceError } from '../service-error.ts';

type Attribute = { Name: string; Value: { DataType?: string; StringValue?: string } };
type Input = {
  TopicArn?: string;
  Subject?: string;
  Message?: string;
  MessageStructure?: string;
  MessageAttributes?: Attribute[];
};

/** SNS's limit on a message with its attributes, in bytes (SNS quotas). */
const limitInBytes = 262_144;

export function publish(account: Account, input: Input) {
  const { TopicArn, Subject, Message = '', MessageStructure } = input;
  const attributes = Object.fromEntries(
    (input.MessageAttributes ?? []).map(({ Name, Value }) => [Name, Value.StringValue ?? '']),
  );
  if (TopicArn !== topicArn) throw new ServiceError('NotFound', 404, 'Topic does not exist');
  const refuse = (what: string) => {
    throw new ServiceError('InvalidParameter', 400, `Invalid parameter: ${what}`);
  };
  if (Subject !== undefined && !/^[!-~][ -~]{0,98}$/.test(Subject)) refuse('Subject');
  if (Message === '') refuse('Empty message');
  if (MessageStructure === 'json' && !hasDefault(Message))
    refuse('Message Structure - No default entry in JSON message body');
  if (Object.values(attributes).includes('')) {
    throw new ServiceError('ParameterValueInvalid', 400, 'A message attribute has an empty value');
  }
  const texts = [Message, ...Object.entries(attributes).flatMap(([name, value]) => [name, 'String', value])];
  if (texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > limitInBytes)
    refuse('Message too long');
  account.published.push({
    TopicArn,
    Message,
    attributes,
    ...(Subject !== undefined && { Subject }),
    ...(MessageStructure !== undefined && { MessageStructure }),
  });
  return { MessageId: `message-${account.published.length}` };
}

function hasDefault(message: string): boolean {
  try {
    return typeof (JSON.parse(message) as { default?: unknown }).default === 'string';
  } catch {
    return false;
  }
}
