import type { Config } from '../../../config/schema.ts';
import { wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { looksLikeOrphan } from './key-holders.ts';
import { storedIds } from './stored-keys.ts';
import { isOnHold, pointedArn, thresholdsOf } from './tags.ts';

/** Returns the keys that sweeps created (`isNew`) and that their user's own secret does not hold (G3). */
export function lostKeys(account: Account, isNew: (id: string) => boolean): { user: User; key: Key }[] {
  return [...account.users.values()].flatMap((user) => {
    const created = user.keys.filter(({ AccessKeyId }) => isNew(AccessKeyId));
    const stored = created.length > 0 ? storedIds(account, user) : new Set();
    return created.filter(({ AccessKeyId }) => !stored.has(AccessKeyId)).map((key) => ({ user, key }));
  });
}

/** The keys that sweeps created in a run, and those that could be fetched at some time. */
type Known = { created: ReadonlySet<string>; fetched: ReadonlySet<string> };

/**
 * Returns the keys that are lost although no person had a part in it, in a sentence each. Holds that ended by
 * `moment` are no excuse.
 */
export function keysLostBySweeps(account: Account, config: Config, { created, fetched, moment }: Known & { moment: Date }): string[] {
  return lostKeys(account, (id) => created.has(id) && !fetched.has(id))
    .filter(({ user }) => !isOnHold(user, moment))
    .filter(({ user, key }) => !waitsForItsAge(key, user, config, moment) && !isGoing(key, user, account, { config, moment }))
    .filter(({ user, key }) => !isPersons(key, user, account))
    .map(({ user, key }) => `G3 ${key.AccessKeyId} of ${user.UserName} is nowhere stored`);
}

/**
 * True for an only key that no sweep looked at in time: it is looked at when it is due again (docs/reliability.md).
 */
function waitsForItsAge(key: Key, user: User, config: Config, moment: Date): boolean {
  const age = wholeDays(moment, key.CreateDate);
  return user.keys.length === 1 && age > 2 * config.everyDays && age < thresholdsOf(user, config).create.from;
}

/**
 * True if it is Inactive, and its deletion is still to come: what looks like an orphan is gone after two sweeps, and another key when
 * it is old enough.
 */
function isGoing(key: Key, user: User, account: Account, { config, moment }: { config: Config; moment: Date }): boolean {
  const { everyDays } = config;
  if (key.Status !== 'Inactive') return false;
  const { after } = thresholdsOf(user, config).delete;
  if (!looksLikeOrphan(key, user, account)) return wholeDays(moment, key.CreateDate) <= after + 2 * everyDays;
  const since = account.history.findLast(({ operation, AccessKeyId }) => AccessKeyId === key.AccessKeyId && deactivations.has(operation));
  return since !== undefined && wholeDays(account.clock.now(), since.at) <= 2 * everyDays;
}

/** The calls and deeds that make a key Inactive. */
const deactivations = new Set(['iam:UpdateAccessKey', 'person:deactivate-key']);

/** The deeds after which the secret is gone, or the marks by which a sweep finds what is to be finished. */
const spoiling = ['person:delete-secret', 'person:make-secret', 'person:strip-tags'];

/**
 * True if a person deleted the secret, removed the marks, or wrote to the secret and took another key: then that person may
 * have stored this key somewhere else.
 */
function isPersons({ AccessKeyId, CreateDate }: Key, user: User, { history }: Account): boolean {
  const deeds = history.filter((call) => call.UserId === user.UserId && call.at >= CreateDate).map(({ operation }) => operation);
  // The pointer is a tag too.
  if (deeds.includes('person:tag-user') && !pointedArn(user)) return true;
  const isReplaced = deeds.includes('person:write-secret') || deeds.includes('person:forge-version');
  const tookAnother = deeds.includes('person:delete-key') || deeds.includes('person:deactivate-key');
  // Who makes a key Active again that a sweep dropped wants it, whatever holds it.
  if (history.some((call) => call.operation === 'person:reactivate-key' && call.AccessKeyId === AccessKeyId)) return true;
  return spoiling.some((deed) => deeds.includes(deed)) || (isReplaced && tookAnother);
}
