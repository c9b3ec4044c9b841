import type { Config } from '../../../config/schema.ts';
import { dayOf, wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { isOnHold, thresholdsOf } from './tags.ts';
import type { Moment } from './watchdog.ts';

/** The calls by which a sweep brings a rotation further. */
const acts = /^iam:(Create|Update|Delete)AccessKey|^secretsmanager:(PutSecretValue|UpdateSecretVersionStage)/;

/**
 * Returns the keys about which a sweep of all users should have done something, and did nothing and told nobody, in a sentence
 * each (G10): they are past a threshold, and no day of their end is to come that their owner was told. So no user can be stuck
 * in silence. `excused` are those whom the sweep left to a later one, or to whom a person did something meanwhile.
 */
export function silentKeys(account: Account, config: Config, since: Moment, excused: ReadonlySet<string>): string[] {
  const calls = account.history.slice(since.calls);
  const acted = new Set(calls.filter(({ operation, ok }) => ok && acts.test(operation)).map(({ UserName }) => UserName));
  const told = account.published.slice(since.notices);
  const digests = told.filter(({ attributes }) => attributes.event === 'digest');
  // By user: what is wrong with a user's secret is told of one of its keys.
  const named = new Set([...told.map(({ attributes }) => attributes.userName), ...digests.flatMap(namesIn)]);
  return [...account.users.values()]
    .filter((user) => !acted.has(user.UserName) && !excused.has(user.UserName) && !isOnHold(user, since.at) && !named.has(user.UserName))
    .flatMap((user) =>
      user.keys
        .filter((key) => isDue(key, user, config, since.at) && !isPromised(key, user, since.at))
        .map(({ AccessKeyId, Status }) => `G10 nobody is told that ${AccessKeyId} of ${user.UserName} stays ${Status}`),
    );
}

/** The users with which lines of a digest begin: its first lines are about the whole account. */
function namesIn({ Message }: { Message: string }): string[] {
  const { default: text } = JSON.parse(Message) as { default: string };
  return [...text.matchAll(/^- ([\w.-]+)/gm)].map(([, name = '']) => name);
}

function isDue({ Status, CreateDate }: Key, user: User, config: Config, now: Date): boolean {
  const { create, delete: deletion } = thresholdsOf(user, config);
  const age = wholeDays(now, CreateDate);
  return Status === 'Inactive' ? age > deletion.after : age >= create.from;
}

/** True if a mark names a day of the key's end that is to come. Marks are set once the owner was told. */
function isPromised({ AccessKeyId }: Key, { tags }: User, now: Date): boolean {
  const marks = [...tags.values()].filter(({ Key }) => Key.toLowerCase().endsWith(`-since:${AccessKeyId.toLowerCase()}`));
  return marks.some(({ Value }) => Value.split(' ').some((word) => /^\d{4}-\d\d-\d\d$/.test(word) && word > dayOf(now)));
}
