import { GetQueueUrlCommand, PurgeQueueCommand, ReceiveMessageCommand, type ReceiveMessageRequest } from '@aws-sdk/client-sqs';
import { failedQueue } from '../../../sandbox/account/queues.ts';
import { type Ask, type Asked, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';

const urlOf = ({ sqs }: Asked, QueueName = failedQueue) => sqs.send(new GetQueueUrlCommand({ QueueName }));
const url: Ask = async (one) => ((await urlOf(one)).QueueUrl ?? '').split('/').slice(-2).join('/');

async function send(one: Asked, more: Partial<ReceiveMessageRequest> = {}) {
  const { QueueUrl } = await urlOf(one);
  return one.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
}

/** The bodies of the messages that come, with how often each was received. */
const received =
  (more: Partial<ReceiveMessageRequest> = {}): Ask =>
  async (one) => {
    const { Messages = [] } = await send(one, { MessageSystemAttributeNames: ['All'], ...more });
    return Messages.map(({ Body, Attributes }) => `${Body} ${Attributes?.ApproximateReceiveCount}`).join() || 'no message';
  };
const receive = (more: Partial<ReceiveMessageRequest>) => ask((one) => send(one, more));
const most = (MaxNumberOfMessages: number, more = {}) => ({ MaxNumberOfMessages, ...more });
/** Receives one message, then all that are there. */
const twice =
  (VisibilityTimeout?: number): Ask =>
  async (one) => {
    await send(one, { VisibilityTimeout });
    return received(most(10))(one);
  };

const purge = ask(async (one) => {
  const { QueueUrl } = await urlOf(one);
  return one.sqs.send(new PurgeQueueCommand({ QueueUrl }));
});
const other = { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/other' };
const purgedTwice = wrong('PurgeQueueInProgress 403', 'SQS API Reference, PurgeQueue, Errors: status of PurgeQueueInProgress');
const none = 'QueueDoesNotExist 400';
const range = 'InvalidParameterValue 400';

export const queues: readonly Row[] = [
  ...rowsOf('GetQueueUrl', [
    ['a queue of the stack', url, `123456789012/${failedQueue}`],
    ['no such queue', ask((one) => urlOf(one, 'other')), none],
  ]),
  ...rowsOf('ReceiveMessage', [
    ['no number', received(), 'one 1'],
    ['a number', received(most(10)), 'one 1,two 1'],
    ['a message that somebody just received', twice(), 'two 1'],
    ['a message that is not hidden', twice(0), 'one 2,two 1'],
    ['the number 0', receive(most(0)), range],
    ['the number 11', receive(most(11)), range],
    ['no such queue', ask(({ sqs }) => sqs.send(new ReceiveMessageCommand(other))), none],
  ]),
  ...rowsOf('PurgeQueue', [
    ['messages', inTurn(purge, received(most(10))), 'no message'],
    ['a queue that was purged just now', inTurn(purge, purge), 'PurgeQueueInProgress 400', purgedTwice],
    ['no such queue', ask(({ sqs }) => sqs.send(new PurgeQueueCommand(other))), none],
  ]),
];
