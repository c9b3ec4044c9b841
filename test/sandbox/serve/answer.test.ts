import { describe, expect, it } from 'vitest';
import { answer, type Exchange, exchanges, type WireResponse } from '../../../sandbox/serve/answer.ts';
import { aws } from '../aws.ts';

const iam = 'https://iam.amazonaws.com/doc/2010-05-08/';
const sts = 'https://sts.amazonaws.com/doc/2011-06-15/';
const cloudFormation = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const sns = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** Sends what is needed of a request to an account with the user alice. */
function sent(request: { path?: string; method?: string; headers?: Record<string, string>; body: string }): WireResponse {
  const answered = answer(aws([{ UserName: 'alice' }]).account, { method: 'POST', path: '/', headers: {}, ...request });
  if (answered instanceof Promise) throw new Error('Only an invocation takes its time');
  return answered;
}

const query = (body: string) => sent({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
const json = (operation: string, body: object, service = 'secretsmanager') =>
  sent({ headers: { 'x-amz-target': `${service}.${operation}` }, body: JSON.stringify(body) });

describe('answers of the Query protocol', () => {
  it.each([
    ['IAM', 'Action=ListUsers&Version=2010-05-08', `<ListUsersResponse xmlns="${iam}"><ListUsersResult><Users>`],
    ['STS', 'Action=GetCallerIdentity&Version=2011-06-15', `<GetCallerIdentityResponse xmlns="${sts}"><GetCallerIdentityResult>`],
    ['SNS', 'Action=Publish&Version=2010-03-31', `<ErrorResponse xmlns="${sns}"><Error><Type>Sender</Type><Code>InvalidParameter</Code>`],
    [
      'CloudFormation',
      'Action=DescribeStacks&Version=2010-05-15',
      `<DescribeStacksResponse xmlns="${cloudFormation}"><DescribeStacksResult>`,
    ],
    ['no service', 'Action=ListUsers&Version=1999-01-01', '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>'],
  ])('given an answer of %s, it is in its namespace', (_, body, start) => {
    expect(query(body)).toMatchObject({ headers: { 'content-type': 'text/xml' }, body: expect.stringContaining(start) });
  });

  it('given an operation without a result, the answer has no element for one', () => {
    const { body } = query('Action=UntagUser&Version=2010-05-08&UserName=alice&TagKeys.member.1=a');
    const metadata = '<ResponseMetadata><RequestId>request-0</RequestId></ResponseMetadata>';
    expect(body).toBe(`<UntagUserResponse xmlns="${iam}">${metadata}</UntagUserResponse>`);
  });
});

describe('answers in JSON', () => {
  it('given an error of JSON 1.1, the body has its code and message', () => {
    expect(json('DescribeSecret', { SecretId: 'none' })).toEqual({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-0' },
      body: JSON.stringify({ __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." }),
    });
  });

  it('given an error of JSON 1.0, as SQS speaks it, the field of its message begins with a small letter', () => {
    expect(json('GetQueueUrl', { QueueName: 'none' }, 'AmazonSQS')).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ __type: 'QueueDoesNotExist', message: 'The specified queue does not exist.' }),
    });
  });

  it.each([
    ['an event that is no JSON', 'access-key-sweeper-sandbox-sweep', ['message']],
    ['a function that does not exist', 'other', ['Message']],
  ])('given Lambda refuses %s, its message is in the field that the error has for it', (_, name, fields) => {
    const { body } = sent({ path: `/2015-03-31/functions/${name}/invocations`, body: '{' });
    expect(Object.keys(JSON.parse(body))).toEqual(fields);
  });

  it('given an error of REST, a header has its code, and the body only the message', () => {
    const path = '/schedules/none?groupName=other';
    expect(sent({ method: 'GET', path, body: '' })).toEqual({
      status: 404,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException', 'x-amzn-requestid': 'request-0' },
      body: JSON.stringify({ Message: 'Schedule other/none does not exist.' }),
    });
  });
});

it('given somebody subscribes to the channel, each request is published with its answer', () => {
  const heard: Exchange[] = [];
  const listen = (message: unknown) => void heard.push(message as Exchange);
  exchanges.subscribe(listen);
  const answered = json('ListSecrets', {});
  exchanges.unsubscribe(listen);
  json('ListSecrets', {});
  expect(heard).toMatchObject([{ request: { method: 'POST', path: '/', body: '{}' }, answer: answered }]);
});
