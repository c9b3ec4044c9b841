import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type Subscription,
} from '@aws-sdk/client-sns';
import type { Clients } from '../aws/clients.ts';
import { wrapError } from '../aws/errors.ts';
import { required, wholePages } from '../aws/whole-pages.ts';
import type { Filter } from '../model/filter-policy.ts';

/** Somebody or something that is subscribed to a topic. */
export type Subscriber = {
  /** An address, or the ARN of a queue or function. */
  endpoint: string;
  /** `pending`: nobody has confirmed the subscription, so it receives nothing. `gone`: it was deleted lately. */
  state: 'confirmed' | 'pending' | 'gone';
  /** What it receives; undefined unless it is confirmed and could be read. */
  filter?: Filter;
  /** Why its filter could not be read: a subscription of another account, for example. */
  error?: Error;
};

/**
 * Yields every subscriber of a topic. Asks for the filter of each only when it is its turn, so that the caller can stop
 * early; a topic has 200 filters at most by default (SNS Developer Guide, "Filter policy constraints"). Throws if the list
 * breaks off.
 */
export async function* subscribers(
  TopicArn: string,
  { sns }: Pick<Clients, 'sns'>,
): AsyncGenerator<Subscriber> {
  const pages = paginateListSubscriptionsByTopic({ client: sns }, { TopicArn });
  for await (const page of wholePages(pages, 'ListSubscriptionsByTopic', 'Subscriptions')) {
    for (const one of page.Subscriptions ?? []) yield await subscriberOf(one, sns);
  }
}

/** Only the ARN of a confirmed subscription is an ARN; of others it is a word such as `PendingConfirmation`. */
async function subscriberOf(
  { SubscriptionArn = '', Endpoint: endpoint = '' }: Subscription,
  sns: Clients['sns'],
): Promise<Subscriber> {
  if (SubscriptionArn === 'PendingConfirmation') return { endpoint, state: 'pending' };
  if (!SubscriptionArn.startsWith('arn:')) return { endpoint, state: 'gone' };
  try {
    return { endpoint, state: 'confirmed', filter: await readFilter(SubscriptionArn, sns) };
  } catch (thrown) {
    return { endpoint, state: 'confirmed', error: wrapError(`Reading the filter of ${endpoint}`, thrown) };
  }
}

/** AWS leaves out both attributes if there is no filter; TopicArn is always there. */
async function readFilter(SubscriptionArn: string, sns: Clients['sns']): Promise<Filter> {
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  required(Attributes?.TopicArn, 'GetSubscriptionAttributes', 'TopicArn');
  return { FilterPolicy: Attributes?.FilterPolicy, FilterPolicyScope: Attributes?.FilterPolicyScope };
}
