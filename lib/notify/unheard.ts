import { regionOf } from '../model/region-of.ts';
import { shortList } from '../model/short-list.ts';
import { plural } from './format.ts';
import { type NoticeContext, subjectOf } from './notice.ts';
import { invoke, placeOf } from './sweep-command.ts';

/** The subscribers of the notices topic, none of whom is known to receive owners' notices. */
export type Unheard = {
  topicArn: string;
  subscribers: readonly {
    endpoint: string;
    state: 'confirmed' | 'pending' | 'gone';
    /** Why its filter could not be read. */
    error?: Error;
  }[];
  /** Why the list of subscribers could not be read. */
  error?: Error;
};

type Context = Pick<NoticeContext, 'accountId' | 'environment' | 'functionArn' | 'now'>;

/** Returns the command that subscribes somebody to a topic by mail. */
export function subscribeCommand(topicArn: string): string {
  return (
    `aws sns subscribe --region ${regionOf(topicArn)} --topic-arn ${topicArn} --protocol email ` +
    '--notification-endpoint you@example.com'
  );
}

/** Returns what was found and what to do about it, in one paragraph each. */
export function unheardTexts({ topicArn, subscribers, error }: Unheard): { found: string; todo: string } {
  const pending = subscribers.filter(({ state }) => state === 'pending');
  const confirmed = subscribers.filter(({ state }) => state === 'confirmed');
  const unread = confirmed.filter((one) => one.error);
  const filtered = confirmed.filter((one) => !one.error);
  const cause = error ?? unread[0]?.error;
  const found = [
    "Nothing was changed and no owner was notified: mode is enforce, but nobody is known to receive owners' notices.",
    !error && confirmed.length === 0 && `${topicArn} has no confirmed subscription.`,
    pending.length > 0 && `Not confirmed: ${endpoints(pending)}.`,
    filtered.length > 0 &&
      `${plural(filtered.length, 'subscription has a filter', 'subscriptions have a filter')} that no such notice is certain to pass: ${endpoints(filtered)}.`,
    unread.length > 0 && `${plural(unread.length, 'filter')} could not be read.`,
    cause && `${cause.message.replace(/\.$/, '')}.`,
  ];
  const todo = [
    cause && 'Remove the cause of that error; if a permission is missing, deploy again.',
    pending.length > 0 &&
      `Confirm the mail that SNS sent to ${endpoints(pending)}; after two days it is void, and you must subscribe again.`,
    `Subscribe somebody without a filter, and confirm the mail that SNS sends: ${subscribeCommand(topicArn)}`,
  ];
  return { found: sentences(found), todo: sentences(todo) };
}

/** Returns the alert that nothing was done because nobody would hear of it. */
export function unheardAlert(unheard: Unheard, context: Context): { subject: string; text: string } {
  const { accountId, environment } = context;
  const { found, todo } = unheardTexts(unheard);
  return {
    subject: subjectOf(
      `[${environment}] access keys: nothing was done, because nobody receives owners' notices`,
    ),
    text: [
      `AWS account ${accountId} (${environment})`,
      found,
      todo,
      `Then wait for the next sweep, or sweep now: ${invoke(placeOf(context), {})}`,
    ].join('\n\n'),
  };
}

function sentences(all: readonly (string | false | undefined)[]): string {
  return all.filter(Boolean).join(' ');
}

function endpoints(some: Unheard['subscribers']): string {
  return shortList(some.map(({ endpoint }) => endpoint));
}
