import { PublishCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { noticeContext, publish } from '../../../lib/notify/publish.ts';
import { awsError, mockedSweep } from '../../tools/mocked-sweep.ts';

const notice = (subject: string) => {
  return { subject, text: `About ${subject}.`, data: { subject }, attributes: { event: 'digest' } };
};

it('given a notice, SNS gets text for people, data for programs and attributes', async () => {
  const { sweep, sns } = mockedSweep();
  await expect(publish([notice('a')], sweep)).resolves.toEqual([]);
  const data = JSON.stringify({ subject: 'a' });
  expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toEqual({
    TopicArn: sweep.deps.topicArn,
    Subject: 'a',
    Message: JSON.stringify({ default: 'About a.', sqs: data, lambda: data, https: data }),
    MessageStructure: 'json',
    MessageAttributes: { event: { DataType: 'String', StringValue: 'digest' } },
  });
});

it('given one notice that cannot be published, it is a failure and the others are published', async () => {
  const { sweep, sns } = mockedSweep();
  sns.on(PublishCommand, { Subject: 'b' }).rejects(awsError('AuthorizationErrorException'));
  const failures = await publish([notice('a'), notice('b'), notice('c')], sweep);
  expect(failures.map(({ error }) => error.message)).toEqual([
    'Publishing the notice "b" failed: AuthorizationErrorException: AuthorizationErrorException by AWS',
  ]);
  expect(sns.commandCalls(PublishCommand).map(({ args }) => args[0].input.Subject)).toEqual(['a', 'b', 'c']);
});

it.each([
  ['cannot be stopped', false, undefined],
  ['was not stopped', false, new AbortController().signal],
  ['a person stopped', true, AbortSignal.abort()],
])('given a sweep that %s, the context of notices says: %s', (_, isStopped, stop) => {
  const { sweep } = mockedSweep();
  const context = noticeContext({ ...sweep, deps: { ...sweep.deps, ...(stop && { stop }) } });
  expect(context).toMatchObject({ environment: 'prod', accountId: '123456789012', isStopped });
});
