import type { Exchange } from '../../../sandbox/serve/answer.ts';
import type { CallName } from './exchanges-of.ts';

type Change = (exchange: Exchange) => Exchange;

/** An exchange of the sandbox that is made wrong, and what the judge must say of it. */
export type Break = [what: string, call: CallName, change: Change, found: string];

const sent =
  (from: string | RegExp, to: string): Change =>
  ({ request, ...rest }) => ({ ...rest, request: { ...request, body: request.body.replace(from, to) } });
const path =
  (from: string, to: string): Change =>
  ({ request, ...rest }) => ({ ...rest, request: { ...request, path: request.path.replace(from, to) } });
const answer = (one: Exchange, more: Partial<Exchange['answer']>): Exchange => ({ ...one, answer: { ...one.answer, ...more } });
const header =
  (name: string, value: string): Change =>
  (one) =>
    answer(one, { headers: { ...one.answer.headers, [name]: value } });
const answered =
  (from: string | RegExp, to: string): Change =>
  (one) =>
    answer(one, { body: one.answer.body.replace(from, to) });

const asked =
  (name: string, value: string): Change =>
  ({ request, ...rest }) => ({ ...rest, request: { ...request, headers: { ...request.headers, [name]: value } } });

/** A request that breaks a pattern. */
export const wrongName = sent(/alice|nobody/, 'a%2Fb');

export const breaks: readonly Break[] = [
  ['a request without a required member', 'untag', sent('&TagKeys.member.1=a', ''), 'Missing required parameter in input: "TagKeys"'],
  ['a request with a value against its pattern', 'list', sent('alice', 'a%2Fb'), "UserName is 'a/b', but existingUserNameType is like"],
  ['a request with a value that is no enum', 'schedule', sent('OFF', 'SOME'), 'FlexibleTimeWindowMode is one of OFF, FLEXIBLE'],
  ['a request with a value too long', 'describe', sent('demo', 'x'.repeat(2049)), 'SecretIdType has at most 2048'],
  ['a request with a value too short', 'put', sent(/"0+version/, '"version'), 'ClientRequestToken, value: 10, valid min length: 32'],
  ['a request with an unknown parameter', 'list', sent('UserName', 'Max=1&UserName'), 'request: the body is'],
  ['a request with an unknown field', 'describe', sent('}', ',"Stage":"x"}'), 'request: the body is'],
  ['a request with an unknown name in its query', 'getSchedule', path('groupName', 'group'), 'request: the query is'],
  ['a request with a header that is no enum', 'invoke', asked('x-amz-log-type', 'Head'), 'LogType is one of None, Tail'],
  ['a status that the error has not', 'noUser', (one) => answer(one, { status: 400 }), 'NoSuchEntity has the status 400, not 404'],
  ['another content type', 'list', header('content-type', 'application/xml'), 'the content type is application/xml, not text/xml'],
  [
    'the content type of another version',
    'receive',
    header('content-type', 'application/x-amz-json-1.1'),
    'not application/x-amz-json-1.0',
  ],
  ['no id of the request', 'list', header('x-amzn-requestid', ''), 'no header names the request'],
  ['an error of REST by another name', 'noSchedule', header('x-amzn-errortype', 'Other'), 'Other 404 is no error that it declares'],
  ['an answer in another namespace', 'list', answered('iam.amazonaws.com', 'amazonaws.com'), 'not every element is in the namespace'],
  [
    'an answer without a required member',
    'list',
    answered(/<AccessKeyMetadata>.*<.AccessKeyMetadata>/, ''),
    'required parameter in input: "AccessKeyMetadata"',
  ],
  ['an answer with an unknown element', 'list', answered('<Status>', '<Used>no</Used><Status>'), 'AccessKeyMetadata has no Used'],
  ['an answer with a list of other elements', 'list', answered(/member>/g, 'item>'), 'accessKeyMetadataListType has no item'],
  [
    'an answer with an element twice',
    'list',
    answered('<Status>', '<Status>Active</Status><Status>'),
    'AccessKeyMetadata has an element twice',
  ],
  ['an answer with a value that is no enum', 'list', answered('>Active<', '>Paused<'), 'statusType is one of Active, Inactive'],
  ['an answer with a date that is none of XML', 'list', answered(/<CreateDate>[^<]+/, '<CreateDate>1772000000'), 'not a date in ISO 8601'],
  ['an answer with neither true nor false', 'list', answered('>false<', '>no<'), "booleanType is 'no', not true or false"],
  [
    'an answer with an empty entry of a map',
    'summary',
    answered('<value>0</value>', ''),
    'summaryMapType has an entry that is no key with a value',
  ],
  ['an answer with a result that it has not', 'untag', answered('<ResponseM', '<UntagUserResult/><ResponseM'), 'UntagUserResponse holds'],
  ['an error without its type', 'noUser', answered('<Type>Sender</Type>', ''), 'the error is written as'],
  ['an error that is not declared', 'noUser', answered('NoSuchEntity', 'NoSuchUser'), 'NoSuchUser 404 is no error that it declares'],
  ['an answer with an unknown field', 'getSchedule', answered('{', '{"ClientToken":"x",'), 'GetScheduleOutput has no ClientToken'],
  ['an answer with null', 'describe', answered('"Tags":[', '"Description":null,"Tags":['), '.Description is null'],
  ['an answer with a list too short', 'put', answered('["AWSCURRENT"]', '[]'), 'VersionStages, value: 0, valid min length: 1'],
  [
    'an answer with a date that is none of JSON',
    'getSchedule',
    answered(/"CreationDate":[\d.]+/, '"CreationDate":"2026-03-03"'),
    'not seconds since 1970',
  ],
  ['an error of JSON without its code', 'noSecret', answered('__type', 'type'), 'the body does not name the error'],
  ['an error with another field', 'noSecret', answered('Message', 'message'), 'ResourceNotFoundException has no message'],
  ['an error with its message in another field', 'noQueue', answered('message', 'Message'), 'QueueDoesNotExist has no Message'],
  ['an error of REST with another field', 'noEvent', answered('message', 'Message'), 'InvalidRequestContentException has no Message'],
  [
    'an answer with a value in a header that is too long',
    'invoke',
    header('x-amz-executed-version', 'x'.repeat(1025)),
    'Version has at most 1024',
  ],
  [
    'an error of REST without a required member',
    'noSchedule',
    answered('Message', 'Text'),
    'Missing required parameter in input: "Message"',
  ],
];
