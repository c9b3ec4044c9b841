import { schedules } from './stack.ts';

/** A message that waits in a queue. It is hidden for a while from others after somebody received it. */
export type QueueMessage = {
  MessageId: string;
  Body: string;
  attributes: Record<string, string>;
  sentAt: Date;
  receives: number;
  firstReceivedAt?: Date;
  hiddenUntil?: Date;
};

export type Queue = { messages: QueueMessage[]; purgedAt?: Date };

/** The name of the queue that gets the events of failed sweeps. */
export const failedQueue = `${schedules.group}-failed`;
const undeliveredQueue = `${schedules.group}-undelivered`;

/** Returns the queues that the stack creates, by name, without a message. */
export function deployedQueues(): Map<string, Queue> {
  return new Map([failedQueue, undeliveredQueue].map((name) => [name, { messages: [] }]));
}
