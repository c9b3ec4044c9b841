import { SimulatePrincipalPolicyCommand, type SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand, paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { alertsArn, schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { refusal } from '../aws.ts';
import { type Ask, type Asked, ask, type Row, rowsOf, wrong } from './row.ts';

const list =
  (TopicArn: string, NextToken?: string) =>
  ({ sns }: Asked) =>
    sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
const subscribed = (TopicArn: string) => async (one: Asked) => {
  const { Subscriptions } = await list(TopicArn)(one);
  if (!Subscriptions) return 'no list';
  return Subscriptions.slice(0, 2)
    .map(({ Protocol, Endpoint, SubscriptionArn }) =>
      [Protocol, Endpoint, SubscriptionArn?.startsWith(TopicArn) ? 'confirmed' : SubscriptionArn].join(' '),
    )
    .join();
};

async function subscriptionPages({ sns: client }: Asked): Promise<string> {
  const sizes: number[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn: alertsArn }))
    sizes.push(Subscriptions.length);
  return sizes.join('+');
}

const attributes =
  (SubscriptionArn: string) =>
  ({ sns }: Asked) =>
    sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
const subscriptionOf =
  (endpoint: string): Ask =>
  async (one) => {
    const { Subscriptions = [] } = await list(alertsArn)(one);
    const found = Subscriptions.find(({ Endpoint }) => Endpoint === endpoint);
    const { Attributes = {} } = await attributes(found?.SubscriptionArn ?? '')(one);
    const { TopicArn, Owner, PendingConfirmation, RawMessageDelivery, FilterPolicy, FilterPolicyScope } = Attributes;
    return [TopicArn, Owner, PendingConfirmation, RawMessageDelivery, FilterPolicy, FilterPolicyScope].join(' ').trim();
  };

const configured =
  (FunctionName = '') =>
  ({ lambda }: Asked) =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
const sweepFunction: Ask = async (one) => {
  const { FunctionArn, Role, State } = await configured(schedules.functionArn.split(':').at(-1))(one);
  return [FunctionArn, Role, State].join(' ');
};

/** Whether a role may do two actions, as `action resource decision`, or how the call is refused. */
const simulated =
  (PolicySourceArn: string, more: Partial<SimulatePrincipalPolicyRequest> = {}): Ask =>
  async ({ iam }) => {
    const ActionNames = ['iam:ListAccessKeys', 'iam:ListUserTags'];
    const call = iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, ...more }));
    const outcome = await refusal(call);
    if (outcome !== 'accepted') return outcome;
    const { EvaluationResults = [] } = await call;
    return EvaluationResults.map(({ EvalActionName, EvalResourceName, EvalDecision }) =>
      [EvalActionName, EvalResourceName?.split(':').at(-1), EvalDecision].join(' '),
    ).join();
  };

const alice = { ResourceArns: ['arn:aws:iam::123456789012:user/alice'] };
const queue = 'sqs arn:aws:sqs:us-east-1:123456789012:listener confirmed';
const pending = `${queue},email ops@example.com PendingConfirmation`;
// What an unconfirmed subscription has for an ARN is on no page of AWS; tools that list subscriptions rely on it.
const confirms = wrong(
  `${queue},email ops@example.com confirmed`,
  'SNS Developer Guide, Deleting an Amazon SNS topic and subscription: unconfirmed for 48 hours',
);
const noArn = wrong('Error 500', 'SNS API Reference, ListSubscriptionsByTopic, Errors: InvalidParameter');
const noToken = wrong('Error 500', 'SNS API Reference, ListSubscriptionsByTopic, Errors: InvalidParameter');
const unknown = wrong('Error 500', 'IAM API Reference, SimulatePrincipalPolicy');
const each = (resource: string) => `iam:ListAccessKeys ${resource} allowed,iam:ListUserTags ${resource} allowed`;

const unfiltered = `${alertsArn} 123456789012 false false`;
const noSubscriptionArn = wrong('NotFoundException 404', 'SNS API Reference, GetSubscriptionAttributes, Errors: InvalidParameter');

/** What `doctor` asks; sweeps ask about subscriptions too. */
export const checks: readonly Row[] = [
  ...rowsOf('ListSubscriptionsByTopic', [
    ['a queue, and an unconfirmed address', subscribed(alertsArn), pending, confirms],
    ['no subscription', subscribed(topicArn), ''],
    ['203 subscriptions', subscriptionPages, '100+100+3'],
    ['a NextToken that no page gave', ask(list(alertsArn, 'next')), 'InvalidParameterException 400', noToken],
    ['no such topic', ask(list(`${topicArn}-2`)), 'NotFoundException 404'],
    ['a topic that is no ARN', ask(list('notices')), 'InvalidParameterException 400', noArn],
  ]),
  ...rowsOf('GetSubscriptionAttributes', [
    ['a subscription without a filter', subscriptionOf('subscriber-1@example.com'), unfiltered],
    ['a filter without a scope', subscriptionOf('boss@example.com'), `${unfiltered} {"event":["digest"]} MessageAttributes`],
    ['no such subscription', ask(attributes(`${alertsArn}:none`)), 'NotFoundException 404'],
    [
      'the word that unconfirmed ones have for an ARN',
      ask(attributes('PendingConfirmation')),
      'InvalidParameterException 400',
      noSubscriptionArn,
    ],
  ]),
  ...rowsOf('GetFunctionConfiguration', [
    ['the function of the stack', sweepFunction, `${schedules.functionArn} ${sweepRoleArn} Active`],
    ['an ARN', async (one) => (await configured(schedules.functionArn)(one)).FunctionName ?? '', 'access-key-sweeper-sandbox-sweep'],
    ['no such function', ask(configured('other')), 'ResourceNotFoundException 404'],
  ]),
  ...rowsOf('SimulatePrincipalPolicy', [
    ['two actions and a resource', simulated(sweepRoleArn, alice), each('user/alice'), unknown],
    ['two actions and no resource', simulated(sweepRoleArn), each('*'), unknown],
    ['a role that does not exist', simulated(`${sweepRoleArn}2`), 'NoSuchEntityException 404', unknown],
  ]),
];
