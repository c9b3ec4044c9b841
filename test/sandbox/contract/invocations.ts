import { FilterLogEventsCommand, type FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import { logGroupName } from '../../../sandbox/account/function-log.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { type Ask, type Asked, ask, type Row, rowsOf, unable } from './row.ts';

type More = Partial<InvokeCommandInput>;

const name = schedules.functionArn.split(':').at(-1);
const send = ({ lambda }: Asked, more: More) => lambda.send(new InvokeCommand({ FunctionName: name, ...more }));

/** The status, the error, what the function returned, and the end of its log. */
const invoked =
  (more: More = {}): Ask =>
  async (one) => {
    const { StatusCode, FunctionError, Payload, LogResult = '' } = await send(one, more);
    const log = Buffer.from(LogResult, 'base64');
    const end = log.length > 0 ? `${log.length} bytes, ${log.subarray(-3)}` : '';
    return [StatusCode, FunctionError, Buffer.from(Payload ?? []), end].filter((part) => `${part ?? ''}`).join(' ');
  };
const refused = (more: More) => ask((one) => send(one, more));

const logged =
  (more: Partial<FilterLogEventsRequest>): Ask =>
  async ({ logs }) => {
    const { events = [], nextToken } = await logs.send(new FilterLogEventsCommand({ logGroupName, ...more }));
    return [...events.map(({ message }) => message), nextToken && 'more'].filter(Boolean).join() || 'nothing';
  };
const notLogged = (more: Partial<FilterLogEventsRequest>) =>
  ask(({ logs }) => logs.send(new FilterLogEventsCommand({ logGroupName, ...more })));

const noDocker = unable('it runs functions with Docker');
const tooOld = unable('it takes no log events of another time');
const moment = (seconds: number) => Date.parse('2026-03-03T06:00:00.250Z') + seconds * 1_000;
const invalid = 'InvalidParameterException 400';
const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;

export const invocations: readonly Row[] = [
  ...rowsOf('Invoke', [
    ['an event', invoked({ Payload: Buffer.from('{"users":["a"]}') }), '200 {"event":{"users":["a"]}}', noDocker],
    ['no event', invoked(), '200 {"event":{}}', noDocker],
    ['an ARN', invoked({ FunctionName: schedules.functionArn }), '200 {"event":{}}', noDocker],
    ['a part of an ARN', invoked({ FunctionName: `123456789012:function:${name}` }), '200 {"event":{}}', noDocker],
    ['a sweep that fails', invoked({ Payload: Buffer.from('"fail"') }), '200 Unhandled {"errorType":"Error"}', noDocker],
    ['the log is wanted', invoked({ LogType: 'Tail' }), '200 {"event":{}} 4096 bytes, end', noDocker],
    ['the end is not waited for', invoked({ InvocationType: 'Event' }), '202', noDocker],
    ['a dry run', invoked({ InvocationType: 'DryRun' }), '204', noDocker],
    ['a type that is none', refused({ InvocationType: 'Later' as never }), 'ValidationException 400', noDocker],
    ['a payload that is no JSON', refused({ Payload: Buffer.from('{') }), 'InvalidRequestContentException 400', noDocker],
    ['no such function', refused({ FunctionName: 'other' }), 'ResourceNotFoundException 404', noDocker],
  ]),
  ...rowsOf('FilterLogEvents', [
    ['all', logged({}), 'first a,then b,then c', tooOld],
    ['the ARN of the group', logged({ logGroupName: undefined, logGroupIdentifier: arn }), 'first a,then b,then c', tooOld],
    ['a time from which on', logged({ startTime: moment(1) }), 'then b,then c', tooOld],
    ['a time up to which', logged({ endTime: moment(1) }), 'first a,then b', tooOld],
    ['a stream', logged({ logStreamNames: ['later'] }), 'then c', tooOld],
    ['the beginning of a stream', logged({ logStreamNamePrefix: 'ea' }), 'first a,then b', tooOld],
    ['a word', logged({ filterPattern: 'then' }), 'then b,then c', tooOld],
    ['two words', logged({ filterPattern: 'then b' }), 'then b', tooOld],
    ['a phrase', logged({ filterPattern: '"hen b"' }), 'then b', tooOld],
    ['a word that must not be', logged({ filterPattern: 'then -b' }), 'then c', tooOld],
    ['words of which one must be', logged({ filterPattern: '?first ?c' }), 'first a,then c', tooOld],
    ['a limit', logged({ limit: 2 }), 'first a,then b,more', tooOld],
    ['a limit of 10,001', notLogged({ limit: 10_001 }), invalid, tooOld],
    ['a pattern of JSON', notLogged({ filterPattern: '{ $.level = "ERROR" }' }), invalid, unable('it takes the pattern for words')],
    ['no group', notLogged({ logGroupName: undefined }), invalid, tooOld],
    ['a group by name and by ARN', notLogged({ logGroupIdentifier: arn }), invalid, tooOld],
    ['no such group', notLogged({ logGroupName: 'other' }), 'ResourceNotFoundException 400'],
  ]),
];
