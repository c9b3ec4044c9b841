import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type ListSubscriptionsByTopicCommandOutput,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { type Subscriber, subscribers } from '../../../lib/read/subscribers.ts';
import { mockedSweep } from '../../tools/mocked-sweep.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:notices';
const subscription = (id: string, SubscriptionArn = `${topic}:${id}`) => ({ Endpoint: `${id}@example.com`, SubscriptionArn });
const page = (Subscriptions: object[] | undefined, NextToken?: string) =>
  ({ Subscriptions, NextToken }) as ListSubscriptionsByTopicCommandOutput;

/** Answers with these pages, and with these attributes of every subscription. Returns what `subscribers` reads, and the calls. */
function reading(pages: readonly ListSubscriptionsByTopicCommandOutput[], attributes: object = { TopicArn: topic }) {
  const { sns, sweep } = mockedSweep();
  for (const [n, one] of pages.entries())
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn: topic, ...(n > 0 && { NextToken: `page-${n + 1}` }) }).resolves(one);
  sns.on(GetSubscriptionAttributesCommand).resolves({ Attributes: attributes as Record<string, string> });
  return { found: subscribers(topic, sweep.deps), sns };
}

async function all(found: AsyncGenerator<Subscriber>): Promise<Subscriber[]> {
  const read: Subscriber[] = [];
  for await (const one of found) read.push(one);
  return read;
}

describe('the subscribers of a topic', () => {
  it('given one that is confirmed, its filter is read', async () => {
    const filter = { FilterPolicy: '{"event":["digest"]}', FilterPolicyScope: 'MessageAttributes' };
    const { found } = reading([page([subscription('a')])], { TopicArn: topic, ...filter });
    expect(await all(found)).toEqual([{ endpoint: 'a@example.com', state: 'confirmed', filter }]);
  });

  it.each([
    ['PendingConfirmation', 'pending'],
    ['Deleted', 'gone'],
    ['', 'gone'],
  ])('given one with the ARN "%s", it is %s, and its filter is not asked for', async (arn, state) => {
    const { found, sns } = reading([page([subscription('a', arn)])]);
    expect(await all(found)).toEqual([{ endpoint: 'a@example.com', state }]);
    expect(sns.commandCalls(GetSubscriptionAttributesCommand)).toEqual([]);
  });

  it('given an empty page before the last, the pages behind it are read too', async () => {
    const { found } = reading([page([], 'page-2'), page([subscription('a')])]);
    expect((await all(found)).map(({ endpoint }) => endpoint)).toEqual(['a@example.com']);
  });

  it('given the caller stops at the first, neither the filter of the second nor the next page is asked for', async () => {
    const { found, sns } = reading([page([subscription('a'), subscription('b')], 'page-2'), page([subscription('c')])]);
    expect((await found.next()).value).toMatchObject({ endpoint: 'a@example.com' });
    await found.return(undefined);
    expect(sns.commandCalls(GetSubscriptionAttributesCommand)).toHaveLength(1);
    expect(sns.commandCalls(ListSubscriptionsByTopicCommand)).toHaveLength(1);
  });

  it.each([
    ['no attributes', undefined],
    ['attributes of nothing', {}],
  ])('given %s in the answer, the filter is not known', async (_, attributes) => {
    const { sns, sweep } = mockedSweep();
    sns.on(ListSubscriptionsByTopicCommand).resolves(page([subscription('a')]));
    sns.on(GetSubscriptionAttributesCommand).resolves(attributes ? { Attributes: attributes } : {});
    const [one] = await all(subscribers(topic, sweep.deps));
    expect(one?.filter).toBeUndefined();
    expect(one?.error?.message).toContain(
      'Reading the filter of a@example.com failed: GetSubscriptionAttributes answered without TopicArn',
    );
  });

  it('given one whose filter cannot be read, those behind it are read too', async () => {
    const { found, sns } = reading([page([subscription('a'), subscription('b')])]);
    sns.on(GetSubscriptionAttributesCommand, { SubscriptionArn: `${topic}:a` }).rejects(new Error('no'));
    expect(await all(found)).toMatchObject([{ error: { message: 'Reading the filter of a@example.com failed: no' } }, { filter: {} }]);
  });

  it('given an answer without subscriptions, it throws: that is not an empty list', async () => {
    const { found } = reading([page(undefined)]);
    await expect(all(found)).rejects.toThrow('ListSubscriptionsByTopic answered without Subscriptions');
  });
});
