import type { Config } from '../../config/schema.ts';
import { exemptionOf } from '../../lib/decide/exempt.ts';
import { mayPass } from '../../lib/model/filter-policy.ts';
import { shortList } from '../../lib/model/short-list.ts';
import type { User } from '../../lib/model/user.ts';
import { plural } from '../../lib/notify/format.ts';
import { hearsDigests, hearsOwners, hearsUser } from '../../lib/notify/hearing.ts';
import { subscribeCommand } from '../../lib/notify/unheard.ts';
import type { Subscriber } from '../../lib/read/subscribers.ts';
import { failureSentences } from '../stage/failure-text.ts';
import type { Topic } from '../stage/topics.ts';
import { bad, ok, type Verdict } from './verdict.ts';

/** What verdicts need to know about the stage besides its subscribers. */
type Stage = { environment: string; accountId: string; mode: Config['mode'] | undefined };

/** Ok if a subscription is confirmed and, under mode enforce, one is known to receive owners' notices. */
export function noticesVerdict(topic: Topic, stage: Stage): Verdict {
  const nobodyYet = unconfirmedVerdict(topic);
  if (nobodyYet) return nobodyYet;
  const kindOf = ({ filter }: Subscriber) => {
    if (!filter) return 'not known';
    if (hearsOwners(filter, stage)) return "owners' notices";
    return hearsDigests(filter, stage) ? 'digests only' : 'nothing';
  };
  const isHeard = topic.subscribers.some((one) => kindOf(one) === "owners' notices");
  const says = whoHears(topic, kindOf);
  if (isHeard) return ok(says);
  const nobody = "Nobody is known to receive owners' notices, without which mode enforce changes nothing.";
  const command = `Subscribe somebody without a filter: ${subscribeCommand(topic.arn)}`;
  return { isOk: stage.mode !== 'enforce', says: `${says} ${nobody} ${command}` };
}

/** Ok if a confirmed subscription receives alerts, which have no attributes. */
export function alertsVerdict(topic: Topic): Verdict {
  const nobodyYet = unconfirmedVerdict(topic);
  if (nobodyYet) return nobodyYet;
  const kindOf = ({ filter }: Subscriber) => {
    if (!filter) return 'not known';
    return mayPass(filter, {}) ? 'alerts' : 'nothing, because of a filter';
  };
  const isHeard = topic.subscribers.some((one) => kindOf(one) === 'alerts');
  return { isOk: isHeard, says: whoHears(topic, kindOf) };
}

/** Ok unless, under mode enforce, none of the users that are swept is told of. Names are all that is known of users. */
export function toldVerdict(
  users: readonly User[],
  { subscribers }: Topic,
  { config, now, ...stage }: Omit<Stage, 'mode'> & { config: Config; now: Date },
): Verdict {
  const swept = users.filter((user) => !exemptionOf(user, config, now));
  if (swept.length === 0) return ok('Nobody is swept.');
  const untold = swept.filter(
    (user) => !subscribers.some(({ filter }) => filter && hearsUser(filter, user, stage)),
  );
  if (untold.length === 0) return ok('A subscription may receive the notices of each user that is swept.');
  const whose = shortList(untold.map(({ UserName }) => UserName));
  const says =
    `No subscription is known to receive the notices of ${plural(untold.length, 'user')}: ${whose}. If they have ` +
    'keys, subscribe their owners (docs/operate.md, "An owner\'s subscription"); plan says who has.';
  return { isOk: config.mode !== 'enforce' || untold.length < swept.length, says };
}

/** Not ok if no subscription is confirmed; undefined if one is. */
function unconfirmedVerdict({ arn, subscribers }: Topic): Verdict | undefined {
  if (subscribers.some(({ state }) => state === 'confirmed')) return undefined;
  const pending = pendingOf(subscribers);
  if (pending.length === 0) return bad(`Nobody is subscribed. Subscribe somebody: ${subscribeCommand(arn)}`);
  return bad(
    `Nobody hears it: ${shortList(pending)} must confirm. SNS forgets it after two days: subscribe again then.`,
  );
}

/** Returns in sentences who receives what, who must confirm, and why a filter could not be read. */
function whoHears({ subscribers }: Topic, kindOf: (one: Subscriber) => string): string {
  const confirmed = subscribers.filter(({ state }) => state === 'confirmed');
  const pending = pendingOf(subscribers);
  const [unread] = confirmed.flatMap(({ error }) => error ?? []);
  const kinds = [...Map.groupBy(confirmed, kindOf)].map(
    ([kind, some]) => `${kind}: ${shortList(some.map(({ endpoint }) => endpoint))}`,
  );
  return [
    `${plural(confirmed.length, 'subscription')} confirmed.`,
    `Receives ${kinds.join('; ')}.`,
    ...(pending.length > 0 ? [`${shortList(pending)} must confirm.`] : []),
    ...(unread ? failureSentences([{ error: unread }]) : []),
  ].join(' ');
}

function pendingOf(subscribers: Topic['subscribers']): string[] {
  return subscribers.filter(({ state }) => state === 'pending').map(({ endpoint }) => endpoint);
}
