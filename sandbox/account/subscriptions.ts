import { addDays } from 'date-fns/addDays';
import type { AccountFile, SubscriptionInFile } from './account-schema.ts';
import type { Clock } from './clock.ts';
import { alertsArn, topicArn } from './stack.ts';

export type Subscription = {
  TopicArn: string;
  Protocol: string;
  Endpoint: string;
  /** The last part of its ARN. */
  id: string;
  isConfirmed: boolean;
  /** When it was asked for; without it, long enough ago to stay as it is. */
  requestedAt?: Date;
  FilterPolicy?: Record<string, unknown> | undefined;
  /** Without it, the filter is one of message attributes. */
  FilterPolicyScope?: 'MessageAttributes' | 'MessageBody' | undefined;
};

const plain = 'subscriber-';

/** Returns so many confirmed subscriptions to the notices topic, without a filter. */
export function plainSubscribers(count: number): Subscription[] {
  return Array.from({ length: count }, (_, n) => ({
    TopicArn: topicArn,
    Protocol: 'email',
    Endpoint: `${plain}${n + 1}@example.com`,
    id: `${plain}${n + 1}`,
    isConfirmed: true,
  }));
}

/** Returns the subscriptions of a file. One that says nothing of them has one plain subscriber. */
export function subscriptionsOf({ subscriptions, subscribers }: AccountFile): Subscription[] {
  const listed = (subscriptions ?? []).map(subscriptionOf);
  return [...listed, ...plainSubscribers(subscribers ?? defaultSubscribers(subscriptions !== undefined))];
}

function defaultSubscribers(areListed: boolean): number {
  return areListed ? 0 : 1;
}

/** Returns the subscriptions of an account as a file has them. */
export function subscriptionsToFile({
  subscriptions,
}: {
  subscriptions: readonly Subscription[];
}): Pick<AccountFile, 'subscribers' | 'subscriptions'> {
  const listed = subscriptions.filter(({ id }) => !id.startsWith(plain));
  const subscribers = subscriptions.length - listed.length;
  return {
    ...(listed.length > 0 && { subscriptions: listed.map(toFile) }),
    ...(subscribers !== defaultSubscribers(listed.length > 0) && { subscribers }),
  };
}

/**
 * Returns the subscriptions that there are now. One that nobody confirmed within two days is gone (SNS Developer Guide, "Deleting
 * an Amazon SNS topic and subscription").
 */
export function livingSubscriptions({
  subscriptions,
  clock,
}: {
  subscriptions: readonly Subscription[];
  clock: Pick<Clock, 'now'>;
}): Subscription[] {
  const now = clock.now();
  return subscriptions.filter(
    ({ isConfirmed, requestedAt }) => isConfirmed || !requestedAt || addDays(requestedAt, 2) > now,
  );
}

function subscriptionOf({ topic, isConfirmed = true, ...rest }: SubscriptionInFile, n: number): Subscription {
  return {
    ...rest,
    TopicArn: topic === 'notices' ? topicArn : alertsArn,
    id: `subscription-${n + 1}`,
    isConfirmed,
  };
}

function toFile({ TopicArn, id, requestedAt: _, ...rest }: Subscription): SubscriptionInFile {
  return { topic: TopicArn === topicArn ? 'notices' : 'alerts', ...rest };
}
