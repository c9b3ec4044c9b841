import type { Account } from '../account/account.ts';
import { alertsArn, topicArn } from '../account/stack.ts';
import { livingSubscriptions } from '../account/subscriptions.ts';
import { type Attribute, checkAttribute } from './message-attributes.ts';
import { pageByToken } from './page.ts';
import { ServiceError } from './service-error.ts';

type Input = {
  TopicArn?: string;
  Subject?: string;
  Message?: string;
  MessageStructure?: string;
  MessageAttributes?: Attribute[];
};

/** SNS's limit for a message and its attributes together (SNS Developer Guide, "Message attributes"). */
const limitInBytes = 262_144;

/**
 * A subject has less than 100 characters and no line break (SNS API Reference, Publish). The sandbox also refuses one
 * that is not ASCII or begins with a space: earlier texts of that page demanded it.
 */
export function publish(account: Account, input: Input) {
  const { TopicArn = '', Subject, Message = '', MessageStructure, MessageAttributes = [] } = input;
  checkTopic(TopicArn);
  if (Subject !== undefined && !/^[!-~][ -~]{0,98}$/.test(Subject)) refuse('Subject');
  if (Message === '') refuse('Empty message');
  if (MessageStructure !== undefined && MessageStructure !== 'json') refuse('MessageStructure');
  if (MessageStructure === 'json') checkStructure(Message);
  for (const attribute of MessageAttributes) checkAttribute(attribute);
  const attributes = Object.fromEntries(
    MessageAttributes.map(({ Name, Value }) => [Name, Value.StringValue ?? '']),
  );
  const texts = MessageAttributes.map(({ Name, Value }) => Name + Value.DataType + Value.StringValue);
  if (Buffer.byteLength([Message, ...texts].join('')) > limitInBytes) refuse('Message too long');
  account.published.push({
    TopicArn,
    Message,
    attributes,
    ...(Subject !== undefined && { Subject }),
    ...(MessageStructure !== undefined && { MessageStructure }),
  });
  return { MessageId: `message-${account.published.length}` };
}

/**
 * Pages hold 100 (SNS API Reference, ListSubscriptionsByTopic). The ARN of a subscription that is not confirmed yet is
 * the text PendingConfirmation: no page of AWS says so, but tools that list subscriptions rely on it.
 */
export function listSubscriptionsByTopic(
  account: Account,
  { TopicArn = '', NextToken }: { TopicArn?: string; NextToken?: string },
) {
  checkTopic(TopicArn);
  if (NextToken !== undefined && !/^\d+$/.test(NextToken)) refuse('NextToken');
  const all = livingSubscriptions(account).filter((one) => one.TopicArn === TopicArn);
  const { items, ...more } = pageByToken(all, NextToken, Math.min(100, account.settings.pageSize));
  return {
    Subscriptions: items.map(({ TopicArn, Protocol, Endpoint, id, isConfirmed }) => ({
      TopicArn,
      Protocol,
      Endpoint,
      Owner: account.accountId,
      SubscriptionArn: isConfirmed ? `${TopicArn}:${id}` : 'PendingConfirmation',
    })),
    ...more,
  };
}

/**
 * Every value is text. Without a filter its two attributes are missing; the scope has a default (SNS API Reference,
 * GetSubscriptionAttributes).
 */
export function getSubscriptionAttributes(
  account: Account,
  { SubscriptionArn = '' }: { SubscriptionArn?: string },
) {
  if (!SubscriptionArn.startsWith('arn:'))
    refuse('SubscriptionArn Reason: An ARN must have at least 6 elements');
  const found = livingSubscriptions(account).find(
    ({ TopicArn, id }) => SubscriptionArn === `${TopicArn}:${id}`,
  );
  if (!found) throw new ServiceError('NotFound', 404, 'Subscription does not exist');
  const { TopicArn, Protocol, Endpoint, isConfirmed } = found;
  const { FilterPolicy, FilterPolicyScope = 'MessageAttributes' } = found;
  const attributes = {
    ...{ SubscriptionArn, TopicArn, Protocol, Endpoint, Owner: account.accountId },
    PendingConfirmation: String(!isConfirmed),
    ConfirmationWasAuthenticated: 'false',
    RawMessageDelivery: 'false',
    ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy), FilterPolicyScope }),
  };
  return { Attributes: new Map(Object.entries(attributes)) };
}

/** Throws a ServiceError if this is no ARN of a topic, or if the topic does not exist. */
export function checkTopic(TopicArn: string): void {
  if (!/^arn:aws:sns:[\w-]+:\d{12}:[\w-]+$/.test(TopicArn)) refuse('TopicArn');
  if (![topicArn, alertsArn].includes(TopicArn))
    throw new ServiceError('NotFound', 404, 'Topic does not exist');
}

/**
 * Throws a ServiceError unless the message is JSON with a `default` text (SNS API Reference, Publish,
 * MessageStructure).
 */
function checkStructure(message: string): void {
  const bodies = parse(message);
  if (typeof bodies !== 'object' || bodies === null)
    refuse('Message Structure - JSON message body failed to parse');
  if (typeof (bodies as { default?: unknown }).default !== 'string')
    refuse('Message Structure - No default entry in JSON message body');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws the error that SNS answers to a wrong parameter. */
export function refuse(what: string): never {
  throw new ServiceError('InvalidParameter', 400, `Invalid parameter: ${what}`);
}
