import { isCode } from '../../lib/aws/errors.ts';
import { exemptionOf } from '../../lib/decide/exempt.ts';
import { quoted } from '../../lib/model/quoted.ts';
import type { User } from '../../lib/model/user.ts';
import { hearsOwners, hearsUser } from '../../lib/notify/hearing.ts';
import { subscribeCommand } from '../../lib/notify/unheard.ts';
import { subscribers } from '../../lib/read/subscribers.ts';
import type { Connection } from '../stage/connection.ts';
import { describeError } from '../stage/failure-text.ts';
import { topicArn } from '../stage/topics.ts';

/** Whose notices reach nobody. */
export type UnheardUsers = {
  /** A line for each user with keys that is swept and whose notices no subscription is known to receive. */
  unheardUsers: readonly string[];
  /** Why that is not known; null if it is, or if the stage is not deployed and only reports. */
  subscribersUnknown: string | null;
};

/**
 * Reads who is subscribed to the notices until every user is heard, and returns whose notices reach nobody. Never throws
 * because of AWS.
 */
export async function findUnheardUsers(
  connection: Connection,
  users: readonly User[],
  now: Date,
): Promise<UnheardUsers> {
  const { config } = connection;
  const swept = users.filter((user) => user.keys.length > 0 && !exemptionOf(user, config, now));
  try {
    const { unheard, hasHearer, unread } = await hearersOf(swept, connection);
    if (unread && unheard.length > 0) return unknown(unread);
    return { unheardUsers: linesOf(unheard, hasHearer, connection), subscribersUnknown: null };
  } catch (thrown) {
    const isUndeployed = isCode(thrown, 'NotFound') && config.mode === 'report';
    return isUndeployed ? { unheardUsers: [], subscribersUnknown: null } : unknown(thrown);
  }
}

/** `hasHearer`: somebody receives owners' notices. `unread`: why a filter could not be read. */
async function hearersOf(
  swept: readonly User[],
  connection: Connection,
): Promise<{ unheard: readonly User[]; hasHearer: boolean; unread: Error | undefined }> {
  const { stage, accountId, clients } = connection;
  const place = { environment: stage, accountId };
  let [unheard, hasHearer, unread] = [swept, false, undefined as Error | undefined];
  if (unheard.length === 0) return { unheard, hasHearer, unread };
  for await (const { filter, error } of subscribers(topicArn(connection, 'notices'), clients)) {
    unread ??= error;
    if (!filter) continue;
    hasHearer ||= hearsOwners(filter, place);
    unheard = unheard.filter((user) => !hearsUser(filter, user, place));
    if (unheard.length === 0) break;
  }
  return { unheard, hasHearer, unread };
}

function unknown(thrown: unknown): UnheardUsers {
  const { message } = describeError('Asking SNS who is subscribed to the notices', thrown);
  return { unheardUsers: [], subscribersUnknown: `Whose notices reach nobody is not known. ${message}` };
}

function linesOf(unheard: readonly User[], hasHearer: boolean, connection: Connection): string[] {
  if (hasHearer || unheard.length === 0) {
    return unheard.map(({ UserName, evidence }) =>
      evidence?.tags.owner ? `${UserName}, owner ${quoted(evidence.tags.owner)}` : UserName,
    );
  }
  const so = connection.config.mode === 'enforce' ? ', so that the next sweep changes nothing' : '';
  const command = subscribeCommand(topicArn(connection, 'notices'));
  return [`all ${unheard.length}, because nobody receives owners' notices${so}: ${command}`];
}
