import { isCode } from '../../lib/aws/errors.ts';
import { exemptionOf } from '../../lib/decide/exempt.ts';
import { quoted } from '../../lib/model/quoted.ts';
import type { User } from '../../lib/model/user.ts';
import { hearsOwners, hearsUser } from '../../lib/notify/hearing.ts';
import { subscribeCommand } from '../../lib/notify/unheard.ts';
import type { Connection } from '../stage/connection.ts';
import { describeError } from '../stage/failure-text.ts';
import { readTopic, type Topic } from '../stage/topics.ts';

/** Whose notices reach nobody. */
export type UnheardUsers = {
  /** A line for each user with keys that is swept and whose notices no subscription is known to receive. */
  unheardUsers: readonly string[];
  /** Why that is not known; null if it is, or if the stage is not deployed and only reports. */
  subscribersUnknown: string | null;
};

/** Reads who is subscribed to the notices, and returns whose notices reach nobody. Never throws because of AWS. */
export async function findUnheardUsers(
  connection: Connection,
  users: readonly User[],
  now: Date,
): Promise<UnheardUsers> {
  try {
    const topic = await readTopic(connection, 'notices');
    const [unread] = topic.subscribers.flatMap(({ error }) => error ?? []);
    const unheardUsers = linesOf(topic, users, { ...connection, now });
    if (unread && unheardUsers.length > 0) return unknown(unread);
    return { unheardUsers, subscribersUnknown: null };
  } catch (thrown) {
    const isUndeployed = isCode(thrown, 'NotFound') && connection.config.mode === 'report';
    return isUndeployed ? { unheardUsers: [], subscribersUnknown: null } : unknown(thrown);
  }
}

function unknown(thrown: unknown): UnheardUsers {
  const { message } = describeError('Asking SNS who is subscribed to the notices', thrown);
  return { unheardUsers: [], subscribersUnknown: `Whose notices reach nobody is not known. ${message}` };
}

function linesOf(
  { arn, subscribers }: Topic,
  users: readonly User[],
  { config, now, stage, accountId }: Pick<Connection, 'config' | 'stage' | 'accountId'> & { now: Date },
): string[] {
  const place = { environment: stage, accountId };
  const filters = subscribers.flatMap(({ filter }) => filter ?? []);
  const swept = users.filter((user) => user.keys.length > 0 && !exemptionOf(user, config, now));
  if (!filters.some((filter) => hearsOwners(filter, place))) {
    const so = config.mode === 'enforce' ? ', so that the next sweep changes nothing' : '';
    const nobody = `all ${swept.length}, because nobody receives owners' notices${so}: ${subscribeCommand(arn)}`;
    return swept.length > 0 ? [nobody] : [];
  }
  return swept
    .filter((user) => !filters.some((filter) => hearsUser(filter, user, place)))
    .map(({ UserName, evidence }) =>
      evidence?.tags.owner ? `${UserName}, owner ${quoted(evidence.tags.owner)}` : UserName,
    );
}
