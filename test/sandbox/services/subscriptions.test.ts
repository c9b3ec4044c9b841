import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { alertsArn, topicArn } from '../../../sandbox/account/stack.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { aws, clientsFor, refusal, start } from '../aws.ts';

const file = {
  now: start.toISOString(),
  users: [],
  subscriptions: [
    { topic: 'alerts', Protocol: 'email', Endpoint: 'ops@example.com', isConfirmed: false },
    { topic: 'notices', Protocol: 'email', Endpoint: 'platform@example.com' },
    { topic: 'alerts', Protocol: 'sms', Endpoint: '+15550100' },
  ],
  settings: { pageSize: 1 },
};

async function subscribed(TopicArn: string, content: object = file): Promise<string[]> {
  const account = accountOf(parseAccount(content, 'the test', start));
  const { sns: client } = clientsFor({ requestHandler: requestHandler(account) });
  const found: string[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    found.push(Subscriptions.map(({ Endpoint, SubscriptionArn }) => `${Endpoint} ${SubscriptionArn}`).join());
  return found;
}

describe('subscriptions', () => {
  it('given a file that has some, each topic lists its own, page by page, and who has not confirmed', async () => {
    expect(await subscribed(alertsArn)).toEqual([
      'ops@example.com PendingConfirmation',
      `+15550100 ${alertsArn}:subscription-3`,
    ]);
    expect(await subscribed(topicArn)).toEqual([`platform@example.com ${topicArn}:subscription-2`]);
  });

  it('given a file that has none, nobody is subscribed, as after a deployment', async () => {
    expect(await subscribed(alertsArn, { users: [] })).toEqual(['']);
  });

  it('given a topic that is not there, or what is none, it is refused', async () => {
    const { sns: client } = aws();
    const first = (TopicArn: string) => paginateListSubscriptionsByTopic({ client }, { TopicArn }).next();
    expect(await refusal(first(`${topicArn}-2`))).toBe('NotFoundException 404');
    expect(await refusal(first('notices'))).toBe('InvalidParameterException 400');
  });
});
