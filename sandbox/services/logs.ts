import type { Account } from '../account/account.ts';
import { type LogEvent, logGroupName } from '../account/function-log.ts';
import { isLogged } from './log-pattern.ts';
import { pageByToken } from './page.ts';
import { ServiceError } from './service-error.ts';

type Input = {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  limit?: number;
  nextToken?: string;
};

/**
 * Returns what the function logged, the oldest first, from `startTime` to `endTime`, both included; 10,000 events a
 * page (CloudWatch Logs API Reference, FilterLogEvents).
 */
export function filterLogEvents(account: Account, input: Input) {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000, nextToken = '0' } = input;
  checkGroup(account, input);
  if (!(limit >= 1 && limit <= 10_000)) refuse(`limit must be 1 to 10000, not ${limit}`);
  if (!/^\d+$/.test(nextToken)) refuse('The specified nextToken is invalid.');
  const { logStreamNames, logStreamNamePrefix = '', filterPattern = '' } = input;
  const isFound = isLogged(filterPattern);
  const found = account.logEvents
    .map((event, n) => ({ event, eventId: String(n).padStart(56, '0') }))
    .filter(
      ({ event: { at, logStreamName, message } }) =>
        at.getTime() >= startTime &&
        at.getTime() <= endTime &&
        (logStreamNames?.includes(logStreamName) ?? logStreamName.startsWith(logStreamNamePrefix)) &&
        isFound(message),
    );
  const { items, NextToken } = pageByToken(found, nextToken, Math.min(limit, account.settings.pageSize));
  return {
    events: items.map(({ event, eventId }) => ({ ...shown(event), eventId })),
    searchedLogStreams: [],
    ...(NextToken && { nextToken: NextToken }),
  };
}

function shown({ at, logStreamName, message }: LogEvent) {
  return { logStreamName, timestamp: at.getTime(), message, ingestionTime: at.getTime() };
}

/** A group is named by name or, as identifier, by ARN; never by both. */
function checkGroup({ accountId, region }: Account, input: Input): void {
  const { logGroupName: name, logGroupIdentifier: id } = input;
  if ((name === undefined) === (id === undefined)) {
    refuse('Name a log group, either with logGroupName or with logGroupIdentifier.');
  }
  const arn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`;
  if ([name, id].some((one) => one === logGroupName) || id === arn) return;
  throw new ServiceError('ResourceNotFoundException', 400, 'The specified log group does not exist.');
}

function refuse(what: string): never {
  throw new ServiceError('InvalidParameterException', 400, what);
}
