import type { Account } from '../account/account.ts';
import { checkTopic } from './sns.ts';

type Input = { TopicArn?: string; NextToken?: string };

/** In pages of 100; one that is not confirmed yet has these words for an ARN (API reference, ListSubscriptionsByTopic). */
export function listSubscriptionsByTopic(account: Account, { TopicArn = '', NextToken = '0' }: Input) {
  checkTopic(TopicArn);
  const all = account.subscriptions.filter((one) => one.TopicArn === TopicArn);
  const to = Number(NextToken) + Math.min(100, account.settings.pageSize);
  return {
    Subscriptions: all.slice(Number(NextToken), to).map(({ id, isConfirmed, ...one }) => ({
      ...one,
      Owner: account.accountId,
      SubscriptionArn: isConfirmed ? `${TopicArn}:${id}` : 'PendingConfirmation',
    })),
    ...(to < all.length && { NextToken: String(to) }),
  };
}
