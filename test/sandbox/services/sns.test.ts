import { PublishCommand, type PublishInput } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { aws, refusal } from '../aws.ts';

const publish = (input: Partial<PublishInput>) => {
  const { sns, account } = aws();
  return { account, call: sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'text', ...input })) };
};

describe('Publish', () => {
  it('given a notice, it is kept as it was sent', async () => {
    const notice = { Subject: 'Key & <b>', Message: '{"default":"a\\nb + c"}', MessageStructure: 'json' };
    const MessageAttributes = { owner: { DataType: 'String', StringValue: 'team a=b&c' } };
    const { account, call } = publish({ ...notice, MessageAttributes });
    await call;
    expect(account.published).toEqual([{ TopicArn: topicArn, ...notice, attributes: { owner: 'team a=b&c' } }]);
  });

  it.each([
    ['is not ASCII', 'Schlüssel'],
    ['begins with a space', ' a'],
  ])('given a subject that %s, it is refused, as AWS did in earlier years', async (_, Subject) => {
    expect(await refusal(publish({ Subject }).call)).toBe('InvalidParameterException 400');
  });
});
