import { describe, expect, it } from 'vitest';
import { type Unheard, unheardAlert, unheardTexts } from '../../../lib/notify/unheard.ts';
import { config, contextOf } from '../../tools/builders.ts';

const topicArn = 'arn:aws-cn:sns:cn-north-1:123456789012:access-key-sweeper-prod-notices';
const subscriber = (endpoint: string, state: 'confirmed' | 'pending' | 'gone', error?: Error) => ({
  endpoint,
  state,
  ...(error && { error }),
});
const refused = new Error('Reading the filter of arn:queue failed: AuthorizationErrorException: no');
const command = `aws sns subscribe --region cn-north-1 --topic-arn ${topicArn} --protocol email`;

describe('what is said if nobody receives notices to owners', () => {
  it.each<[given: string, Omit<Unheard, 'topicArn'>, found: RegExp, todo: RegExp]>([
    ['no subscription', { subscribers: [] }, /prod-notices has no confirmed subscription\.$/, /^Subscribe somebody/],
    ['one that was deleted', { subscribers: [subscriber('a@b', 'gone')] }, /no confirmed subscription\.$/, /^Subscribe/],
    [
      'two that are not confirmed',
      { subscribers: [subscriber('a@b', 'pending'), subscriber('c@d', 'pending')] },
      /no confirmed subscription\. Not confirmed: a@b, c@d\.$/,
      /^Confirm the mail that SNS sent to a@b, c@d; .* Subscribe/,
    ],
    [
      'one with a filter for digests',
      { subscribers: [subscriber('a@b', 'confirmed')] },
      /notices\. 1 subscription has a filter that no such notice is certain to pass: a@b\.$/,
      /^Subscribe/,
    ],
    [
      'one whose filter could not be read',
      { subscribers: [subscriber('arn:queue', 'confirmed', refused)] },
      /notices\. 1 filter could not be read\. Reading the filter of arn:queue failed: .*no\.$/,
      /^Remove the cause of that error; .*deploy again\. Subscribe/,
    ],
    [
      'a list that broke off',
      { subscribers: [subscriber('a@b', 'confirmed')], error: new Error('Asking SNS failed: Throttled.') },
      /certain to pass: a@b\. Asking SNS failed: Throttled\.$/,
      /^Remove the cause/,
    ],
    ['a list that could not be read', { subscribers: [], error: new Error('x') }, /owners' notices\. x\.$/, /^Remove the cause/],
  ])('given %s, it says so, and what to do', (_, unheard, found, todo) => {
    const texts = unheardTexts({ topicArn, ...unheard });
    expect(texts.found).toMatch(/^Nothing was changed and no owner was notified: /);
    expect(texts.found).toMatch(found);
    expect(texts.todo).toMatch(todo);
    // The command names the Region, because the reader's default may be another one.
    expect(texts.todo).toContain(command);
  });

  it('given an alert, it says of which account, and how to sweep again', () => {
    const { subject, text } = unheardAlert({ topicArn, subscribers: [] }, contextOf(config()));
    expect(subject).toBe("[prod] access keys: nothing was done, because nobody receives owners' notices");
    expect(text).toContain('AWS account 123456789012 (prod)');
    expect(text).toContain(command);
    expect(text).toMatch(/sweep now: aws lambda invoke .* --payload '\{\}'/);
  });
});
