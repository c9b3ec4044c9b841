import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { sns, sqs } from './aws.ts';
import { until } from './until.ts';

/** A notice as a machine that listens gets it, and everything of it as text. */
export type Heard = {
  subject: string;
  data: Record<string, unknown>;
  attributes: Record<string, string>;
  raw: string;
};

/** A queue that hears what is published to the topic; ministack delivers as the queue's policy says. */
export async function listenTo(topicArn: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'listener' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Attributes?.QueueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }),
  );
  return QueueUrl;
}

/** What was published in a sweep, as far as its digest, which is the last. */
export async function heard(QueueUrl: string): Promise<Heard[]> {
  const all: Heard[] = [];
  return until('the digest', async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length > 0) {
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    all.push(...Messages.map(noticeIn));
    return all.some(({ data }) => data.event === 'digest') ? all : undefined;
  });
}

function noticeIn({ Body = '{}' }: Message): Heard {
  const { Subject, Message, MessageAttributes } = JSON.parse(Body) as {
    Subject: string;
    Message: string;
    MessageAttributes: Record<string, { Value: string }>;
  };
  const attributes = Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]);
  return {
    subject: Subject,
    data: JSON.parse(Message) as Record<string, unknown>,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    raw: Body,
  };
}
