import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../account/account.ts';
import { confirmationMail, tokenOf } from '../account/mails.ts';
import { livingSubscriptions, type Subscription } from '../account/subscriptions.ts';
import { checkEndpoint, isConfirmedAtOnce } from './endpoint.ts';
import { ServiceError } from './service-error.ts';
import { checkTopic, refuse } from './sns.ts';
import { filterIn } from './subscription-filter.ts';

type Input = {
  TopicArn?: string;
  Protocol?: string;
  Endpoint?: string;
  Attributes?: { key: string; value: string }[];
  ReturnSubscriptionArn?: string;
};

/**
 * Subscribes an endpoint. One that a person reads is pending until confirmed, and gets a mail with the token. An endpoint that is
 * subscribed already keeps its subscription; with other attributes the call is refused (SNS API Reference, Subscribe).
 */
export function subscribe(account: Account, input: Input) {
  const { TopicArn = '', Protocol = '', Endpoint = '', Attributes = [] } = input;
  checkTopic(TopicArn);
  checkEndpoint(Protocol, Endpoint);
  const filter = filterIn(Attributes);
  const known = livingSubscriptions(account).find(
    (one) => one.TopicArn === TopicArn && one.Protocol === Protocol && one.Endpoint === Endpoint,
  );
  if (known && Attributes.length > 0 && !isDeepStrictEqual({ ...known, ...filter }, known)) {
    refuse('Attributes Reason: Subscription already exists with different attributes');
  }
  const subscription = known ?? {
    ...{ TopicArn, Protocol, Endpoint, id: idFor(account, `${TopicArn} ${Protocol} ${Endpoint}`) },
    isConfirmed: isConfirmedAtOnce(Protocol),
    requestedAt: account.clock.now(),
    ...filter,
  };
  if (!known) account.subscriptions = [...livingSubscriptions(account), subscription];
  if (!subscription.isConfirmed) account.mails.push(confirmationMail(subscription));
  const isShown = subscription.isConfirmed || input.ReturnSubscriptionArn === 'true';
  return { SubscriptionArn: isShown ? arnOf(subscription) : 'pending confirmation' };
}

/** Confirms the subscription whose mail had the token; a confirmed one stays so (SNS API Reference, ConfirmSubscription). */
export function confirmSubscription(account: Account, input: { TopicArn?: string; Token?: string }) {
  const { TopicArn = '', Token } = input;
  checkTopic(TopicArn);
  const found = livingSubscriptions(account).find(
    (one) => one.TopicArn === TopicArn && tokenOf(one) === Token,
  );
  if (!found) refuse('Token');
  found.isConfirmed = true;
  return { SubscriptionArn: arnOf(found) };
}

/**
 * Ends a subscription. One that does not exist is accepted: the page of AWS names NotFound, but users report that there is no
 * error (moto issue 3000). A pending one cannot be ended; it ends by itself.
 */
export function unsubscribe(account: Account, { SubscriptionArn = '' }: { SubscriptionArn?: string }) {
  if (!SubscriptionArn.startsWith('arn:')) {
    refuse('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1');
  }
  const found = livingSubscriptions(account).find((one) => arnOf(one) === SubscriptionArn);
  if (found && !found.isConfirmed) {
    throw new ServiceError('InvalidParameter', 400, 'Invalid parameter: This subscription is not confirmed');
  }
  account.subscriptions = account.subscriptions.filter((one) => one !== found);
  return {};
}

function arnOf({ TopicArn, id }: Subscription): string {
  return `${TopicArn}:${id}`;
}

/** Returns an id in the form of SNS, another one for a later subscription of the same endpoint. */
function idFor({ history }: Account, what: string): string {
  const hex = createHash('sha256').update(`${what} ${history.length}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
