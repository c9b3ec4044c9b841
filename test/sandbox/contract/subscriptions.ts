import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
  type SubscribeInput,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { tokenOf } from '../../../sandbox/account/mails.ts';
import { alertsArn, topicArn } from '../../../sandbox/account/stack.ts';
import { type Ask, type Asked, accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';

type More = Partial<SubscribeInput>;

const owner = { FilterPolicy: '{"owner":["platform"]}', FilterPolicyScope: 'MessageAttributes' };
const queue = { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:listener' };
const text = { Protocol: 'sms', Endpoint: '+12025550123' };

const send = ({ sns }: Asked, more: More = {}) =>
  sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: 'you@example.com', ...more }));
const subscribe = (more: More = {}) => ask((one) => send(one, more));

/** The ARN in the answer, without its last part. */
const answered =
  (more: More): Ask =>
  async (one) =>
    (await send(one, more)).SubscriptionArn?.replace(/:[\da-f-]{36}$/, ':id') ?? 'no ARN';

const listed: Ask = async ({ sns }) => {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  return Subscriptions.map(({ Protocol, Endpoint, SubscriptionArn }) =>
    [Protocol, Endpoint, SubscriptionArn?.startsWith('arn:') ? 'confirmed' : SubscriptionArn].join(' '),
  ).join();
};

const filter: Ask = async (one) => {
  const { SubscriptionArn } = await send(one, { ...queue, Attributes: owner });
  const { Attributes = {} } = await one.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return [Attributes.FilterPolicy, Attributes.FilterPolicyScope].join(' ');
};

const confirm = (Token: string, TopicArn = alertsArn) => ask(({ sns }) => sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token })));
/** The token of the unconfirmed subscription of the scene. */
const token = tokenOf({ TopicArn: alertsArn, id: 'two' });
const confirmed: Ask = async ({ sns }) => {
  const { SubscriptionArn = '' } = await sns.send(new ConfirmSubscriptionCommand({ TopicArn: alertsArn, Token: token }));
  return SubscriptionArn.slice(0, alertsArn.length);
};

const end = (SubscriptionArn: string) => ask(({ sns }) => sns.send(new UnsubscribeCommand({ SubscriptionArn })));
const ended: Ask = async (one) => {
  const { SubscriptionArn = '' } = await send(one, text);
  await end(SubscriptionArn)(one);
  return (await listed(one)) || 'nobody';
};

const invalid = 'InvalidParameterException 400';
const missing = 'NotFoundException 404';
const policy = (FilterPolicy: string) => ({ ...queue, Attributes: { ...owner, FilterPolicy } });
const page = (answers: string, call: string, what: string) => wrong(answers, `SNS API Reference, ${call}, ${what}`);
const unchecked = page(accepted, 'Subscribe', 'Endpoint: what each protocol needs');
const atOnce = page(`${topicArn}:id`, 'Subscribe', 'SubscriptionArn: pending confirmation if somebody must confirm');
const asConfirmed = page('email you@example.com confirmed', 'Subscribe', 'SubscriptionArn');
const anyToken = page(accepted, 'ConfirmSubscription', 'Token: that was sent to an endpoint');
const anyOther = page(accepted, 'Subscribe', 'Errors: InvalidParameter, with different attributes');

export const subscriptions: readonly Row[] = [
  ...rowsOf('Subscribe', [
    ['a mail address', answered({}), 'pending confirmation', atOnce],
    ['a mail address, and the ARN wanted', answered({ ReturnSubscriptionArn: true }), `${topicArn}:id`],
    ['a mail address, it is not confirmed', inTurn(subscribe(), listed), 'email you@example.com PendingConfirmation', asConfirmed],
    ['a queue', inTurn(subscribe(queue), listed), `sqs ${queue.Endpoint} confirmed`],
    ['a number for text messages', answered(text), `${topicArn}:id`],
    ['a filter', filter, `${owner.FilterPolicy} ${owner.FilterPolicyScope}`],
    ['an endpoint that is subscribed', inTurn(subscribe(queue), subscribe(queue), listed), `sqs ${queue.Endpoint} confirmed`],
    ['an endpoint that is subscribed with another filter', inTurn(subscribe(queue), subscribe(policy('{"a":["b"]}'))), invalid, anyOther],
    ['a filter that is no JSON', subscribe(policy('{')), invalid, page('Error 500', 'Subscribe', 'FilterPolicy')],
    ['a filter whose value is a text', subscribe(policy('{"owner":"platform"}')), invalid],
    ['a filter with an empty list', subscribe(policy('{"owner":[]}')), invalid, page(accepted, 'Subscribe', 'FilterPolicy')],
    ['a mail address that is none', subscribe({ Endpoint: 'you' }), invalid, unchecked],
    ['an address of another protocol', subscribe({ Protocol: 'https', Endpoint: 'http://x.example' }), invalid, unchecked],
    ['a protocol that is none', subscribe({ Protocol: 'fax' }), invalid, unchecked],
    ['no such topic', subscribe({ TopicArn: `${topicArn}-2` }), missing],
  ]),
  ...rowsOf('ConfirmSubscription', [
    ['the token of the mail', confirmed, alertsArn],
    ['the token of the mail, twice', inTurn(confirm(token), confirm(token)), accepted],
    ['another token', confirm('x'), invalid, anyToken],
    ['the topic of another', confirm(token, topicArn), invalid, anyToken],
    ['no such topic', confirm(token, `${topicArn}-2`), missing],
  ]),
  ...rowsOf('Unsubscribe', [
    ['a subscription', ended, 'nobody'],
    ['no such subscription', end(`${topicArn}:none`), accepted],
    ['the word that unconfirmed ones have for an ARN', end('PendingConfirmation'), invalid, page(accepted, 'Unsubscribe', 'Errors')],
  ]),
];
