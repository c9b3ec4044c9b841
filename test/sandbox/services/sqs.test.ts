import { GetQueueUrlCommand, PurgeQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { failedQueue } from '../../../sandbox/account/queues.ts';
import { serve } from '../../../sandbox/serve/server.ts';
import { type Aws, aws, clientsFor, refusal } from '../aws.ts';

/** An account with one message in the queue of failures, and the URL of that queue. */
async function queued(): Promise<Aws & { QueueUrl: string | undefined }> {
  const one = aws([], { callMs: 0 });
  const message = { MessageId: 'm1', Body: '{}', attributes: { reason: 'x' }, sentAt: one.account.clock.now(), receives: 0 };
  one.account.queues.get(failedQueue)?.messages.push(message);
  const { QueueUrl } = await one.sqs.send(new GetQueueUrlCommand({ QueueName: failedQueue }));
  return { ...one, QueueUrl };
}

it('given a message that was received, others see it again after 30 seconds, and it says since when', async () => {
  const { sqs, account, QueueUrl } = await queued();
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }))).Messages;
  const sent = String(account.clock.now().getTime());
  expect(await receive()).toMatchObject([{ Attributes: { SentTimestamp: sent, ApproximateReceiveCount: '1' } }]);
  account.clock.advance(29_999);
  expect(await receive()).toBeUndefined();
  account.clock.advance(1);
  expect(await receive()).toMatchObject([
    {
      Attributes: { ApproximateFirstReceiveTimestamp: sent, ApproximateReceiveCount: '2' },
      MessageAttributes: { reason: { StringValue: 'x' } },
    },
  ]);
});

it('given a queue was purged, it can be purged again after a minute', async () => {
  const { sqs, account, QueueUrl } = await queued();
  const purge = () => refusal(sqs.send(new PurgeQueueCommand({ QueueUrl })));
  expect(await purge()).toBe('accepted');
  account.clock.advance(59_999);
  expect(await purge()).toBe('PurgeQueueInProgress 400');
  account.clock.advance(1);
  expect(await purge()).toBe('accepted');
});

it('given the account is served, the URL of a queue leads to it', async () => {
  const { account } = await queued();
  const { url, close } = await serve(account);
  onTestFinished(close);
  const { sqs } = clientsFor({ endpoint: url });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: failedQueue }));
  expect(QueueUrl).toBe(`${url}/123456789012/${failedQueue}`);
});
