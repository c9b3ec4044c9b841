import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { alertsArn, schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

const subscribed = (TopicArn: string) => async (one: Asked) => {
  const { Subscriptions = [] } = await one.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.map(({ Protocol, Endpoint, SubscriptionArn }) =>
    [Protocol, Endpoint, SubscriptionArn?.startsWith(TopicArn) ? 'confirmed' : SubscriptionArn].join(' '),
  ).join();
};

const configured = (FunctionName: string | undefined) => (one: Asked) =>
  one.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

const simulated = (PolicySourceArn: string) => (one: Asked) =>
  one.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: ['iam:ListAccessKeys', 'iam:ListUserTags'],
      ResourceArns: ['arn:aws:iam::123456789012:user/alice'],
    }),
  );

const functionName = schedules.functionArn.split(':').at(-1);
const unknown = { answers: 'Error 500', page: 'IAM API Reference, SimulatePrincipalPolicy' };

/** What \`doctor\` asks and no sweep does. */
export const checks: readonly Row[] = [
  {
    call: 'ListSubscriptionsByTopic',
    given: 'a queue, and an address that has not confirmed yet',
    ask: subscribed(alertsArn),
    aws: 'sqs arn:aws:sqs:us-east-1:123456789012:listener confirmed,email ops@example.com PendingConfirmation',
    moto: {
      answers: 'sqs arn:aws:sqs:us-east-1:123456789012:listener confirmed,email ops@example.com confirmed',
      // What such a one has for an ARN stands on no page of AWS's; tools that list subscriptions rely on it.
      page: 'SNS Developer Guide, Deleting an Amazon SNS topic and subscription: unconfirmed for 48 hours',
    },
  },
  { call: 'ListSubscriptionsByTopic', given: 'nobody has subscribed', ask: subscribed(topicArn), aws: '' },
  {
    call: 'ListSubscriptionsByTopic',
    given: 'no such topic',
    ask: (one) => refusal(subscribed(`${topicArn}-2`)(one)),
    aws: 'NotFoundException 404',
  },
  {
    call: 'GetFunctionConfiguration',
    given: 'a function, its role and state',
    ask: async (one) => {
      const { FunctionArn, Role, State } = await configured(functionName)(one);
      return [FunctionArn, Role, State].join(' ');
    },
    aws: `${schedules.functionArn} ${sweepRoleArn} Active`,
  },
  {
    call: 'GetFunctionConfiguration',
    given: 'no such function',
    ask: (one) => refusal(configured('other')(one)),
    aws: 'ResourceNotFoundException 404',
  },
  {
    call: 'SimulatePrincipalPolicy',
    given: 'a role that may, each action and resource',
    ask: async (one) => {
      const { EvaluationResults } = await simulated(sweepRoleArn)(one).catch(() => ({
        EvaluationResults: undefined,
      }));
      if (!EvaluationResults) return refusal(simulated(sweepRoleArn)(one));
      return EvaluationResults.map(
        ({ EvalActionName, EvalResourceName, EvalDecision }) =>
          `${EvalActionName} ${EvalResourceName?.split(':').at(-1)} ${EvalDecision}`,
      ).join();
    },
    aws: 'iam:ListAccessKeys user/alice allowed,iam:ListUserTags user/alice allowed',
    moto: unknown,
  },
  {
    call: 'SimulatePrincipalPolicy',
    given: 'a role that is not there',
    ask: (one) => refusal(simulated(`${sweepRoleArn}2`)(one)),
    aws: 'NoSuchEntityException 404',
    moto: unknown,
  },
];
