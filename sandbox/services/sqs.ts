import { createHash } from 'node:crypto';
import { addSeconds } from 'date-fns/addSeconds';
import type { Account } from '../account/account.ts';
import type { Queue, QueueMessage } from '../account/queues.ts';
import { ServiceError } from './service-error.ts';

type Receive = { QueueUrl?: string; MaxNumberOfMessages?: number; VisibilityTimeout?: number };

/** The URL ends with account and name; SDKs send later calls to it, so it is at the address of the sandbox. */
export function getQueueUrl({ queues, accountId, url }: Account, { QueueName = '' }: { QueueName?: string }) {
  if (!queues.has(QueueName)) throw doesNotExist();
  return { QueueUrl: `${url}/${accountId}/${QueueName}` };
}

/**
 * Returns up to 10 messages, 1 if not given, the oldest first, and hides them from others for 30 seconds if not given. No message
 * is no field (SQS API Reference, ReceiveMessage). All attributes come along, also if the call asks for none.
 */
export function receiveMessage(account: Account, input: Receive) {
  const { MaxNumberOfMessages: most = 1, VisibilityTimeout = 30 } = input;
  const queue = queueAt(account, input);
  if (!(most >= 1 && most <= 10)) {
    const what = `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`;
    throw new ServiceError('InvalidParameterValue', 400, what);
  }
  const now = account.clock.now();
  const visible = queue.messages.filter(({ hiddenUntil = now }) => hiddenUntil <= now);
  const received = visible.slice(0, most);
  for (const message of received) {
    message.receives += 1;
    message.firstReceivedAt ??= now;
    message.hiddenUntil = addSeconds(now, VisibilityTimeout);
  }
  return received.length > 0 ? { Messages: received.map(shown) } : {};
}

/** Deletes every message; once in 60 seconds (SQS API Reference, PurgeQueue). */
export function purgeQueue(account: Account, input: { QueueUrl?: string }) {
  const queue = queueAt(account, input);
  const now = account.clock.now();
  if (queue.purgedAt && addSeconds(queue.purgedAt, 60) > now) {
    const what = 'Only one PurgeQueue operation is allowed every 60 seconds.';
    throw new ServiceError('PurgeQueueInProgress', 400, what);
  }
  queue.messages = [];
  queue.purgedAt = now;
  return {};
}

function shown({ MessageId, Body, sentAt, firstReceivedAt, receives, attributes }: QueueMessage) {
  const names = Object.entries(attributes);
  return {
    MessageId,
    ReceiptHandle: `${MessageId}-${receives}`,
    MD5OfBody: createHash('md5').update(Body).digest('hex'),
    Body,
    Attributes: {
      SentTimestamp: String(sentAt.getTime()),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt?.getTime()),
      ApproximateReceiveCount: String(receives),
    },
    ...(names.length > 0 && {
      MessageAttributes: Object.fromEntries(
        names.map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    }),
  };
}

function queueAt({ queues }: Account, { QueueUrl = '' }: { QueueUrl?: string }): Queue {
  const queue = queues.get(QueueUrl.split('/').at(-1) ?? '');
  if (!queue) throw doesNotExist();
  return queue;
}

function doesNotExist(): ServiceError {
  return new ServiceError('QueueDoesNotExist', 400, 'The specified queue does not exist.');
}
