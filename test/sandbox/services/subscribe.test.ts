import { ConfirmSubscriptionCommand, ListSubscriptionsByTopicCommand, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { addDays } from 'date-fns/addDays';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { accountToFile } from '../../../sandbox/account/account-to-file.ts';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { type Aws, aws, refusal, start } from '../aws.ts';

const TopicArn = topicArn;
const subscribe = (one: Aws, more = {}) =>
  one.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'you@example.com', ...more }));

/** The token in the latest mail of the account. */
const tokenIn = ({ account }: Aws) => / --token (\w+)$/.exec(account.mails.at(-1)?.text ?? '')?.[1];
const confirm = (one: Aws, Token = tokenIn(one)) => one.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));

async function endpoints({ sns }: Aws): Promise<string[]> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.map(
    ({ Endpoint, SubscriptionArn }) => `${Endpoint} ${SubscriptionArn === 'PendingConfirmation' ? 'pending' : 'confirmed'}`,
  );
}

const usual = 'subscriber-1@example.com confirmed';

describe('a subscription that somebody must confirm', () => {
  it('given its mail, the command in it confirms it', async () => {
    const one = aws();
    await subscribe(one);
    const [mail] = one.account.mails;
    expect(mail).toMatchObject({ to: 'you@example.com', subject: 'AWS Notification - Subscription Confirmation' });
    expect(mail?.text).toContain(`aws sns confirm-subscription --region us-east-1 --topic-arn ${TopicArn} --token ${tokenIn(one)}`);
    expect(await endpoints(one)).toEqual([usual, 'you@example.com pending']);
    await confirm(one);
    expect(await endpoints(one)).toEqual([usual, 'you@example.com confirmed']);
  });

  it('given it is asked for twice, there is one, and two mails', async () => {
    const one = aws();
    await subscribe(one);
    await subscribe(one);
    expect(await endpoints(one)).toEqual([usual, 'you@example.com pending']);
    expect(one.account.mails).toHaveLength(2);
  });

  it.each([
    ['a moment before two days have passed', subMilliseconds(addDays(start, 2), 1), 'accepted'],
    ['after two days', addDays(start, 2), 'InvalidParameterException 400'],
  ])('given its mail is read %s, it can be confirmed or not', async (_, moment, answer) => {
    const one = aws([], { callMs: 0 });
    await subscribe(one);
    one.account.clock.set(moment);
    expect(await refusal(confirm(one))).toBe(answer);
    expect(await endpoints(one)).toHaveLength(answer === 'accepted' ? 2 : 1);
  });

  it('given it is pending, it cannot be ended by its ARN', async () => {
    const one = aws();
    const { SubscriptionArn } = await subscribe(one, { ReturnSubscriptionArn: true });
    expect(await refusal(one.sns.send(new UnsubscribeCommand({ SubscriptionArn })))).toBe('InvalidParameterException 400');
  });

  it('given one of an account file, its mail is there from the beginning', () => {
    const subscriptions = [{ topic: 'notices', Protocol: 'email', Endpoint: 'ops@example.com', isConfirmed: false }];
    const account = accountOf(parseAccount({ users: [], subscriptions }, 'a.json', start));
    expect(account.mails.map(({ to }) => to)).toEqual(['ops@example.com']);
  });
});

it('given a subscription was ended and is asked for again, it has another ARN', async () => {
  const one = aws();
  const queue = { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:listener' };
  const first = await subscribe(one, queue);
  await one.sns.send(new UnsubscribeCommand({ SubscriptionArn: first.SubscriptionArn }));
  const second = await subscribe(one, queue);
  expect(second.SubscriptionArn).not.toBe(first.SubscriptionArn);
});

it('given somebody subscribed, the account that is printed can be read again', async () => {
  const one = aws();
  await subscribe(one, { Attributes: { FilterPolicy: '{"owner":["platform"]}', FilterPolicyScope: 'MessageAttributes' } });
  await subscribe(one, { Endpoint: 'all@example.com', Attributes: { FilterPolicy: '{}' } });
  const again = accountOf(parseAccount(accountToFile(one.account), 'a.json', start));
  expect(again.subscriptions.map(({ Endpoint, FilterPolicy, isConfirmed }) => ({ Endpoint, FilterPolicy, isConfirmed }))).toEqual([
    { Endpoint: 'you@example.com', FilterPolicy: { owner: ['platform'] }, isConfirmed: false },
    { Endpoint: 'all@example.com', FilterPolicy: undefined, isConfirmed: false },
    { Endpoint: 'subscriber-1@example.com', FilterPolicy: undefined, isConfirmed: true },
  ]);
});
