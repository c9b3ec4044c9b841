import { max } from 'date-fns/max';
import { subHours } from 'date-fns/subHours';
import type { Config } from '../../config/schema.ts';
import { dayOf, daysAfter, wholeDays } from '../../lib/model/age.ts';
import { inactiveValue, toldValue } from '../../lib/model/mark-values.ts';
import { versionIdOf } from '../../lib/model/secret-state.ts';
import { tagKeys } from '../../lib/model/user-tags.ts';
import type { AccountFile, SecretInFile } from '../../sandbox/account/account-schema.ts';

type UserInFile = AccountFile['users'][number];

/** The key's age when weekly sweeps under default settings replace it, at the latest: `create.from` and one week. */
const replacedAfter = 67;

/** Days until an owner uses the new key. */
const movedAfter = 3;

/**
 * Returns the nth user, with its secret, as weekly sweeps leave it until 7 days before `now`: a newest key of that age in
 * days, and the one that it replaced until a sweep deletes that, which is when the newest is 31 days old. The sandbox adds the
 * pointer and the marks of the creations.
 */
export function steadyUser(n: number, newestAge: number, now: Date, config: Config): { user: UserInFile; secret: SecretInFile } {
  const UserName = `user-${n}`;
  const [oldId, newId] = ['OLD', 'NEW'].map((which) => `AKIA${which}${String(n).padStart(9, '0')}`) as [string, string];
  const createdAt = daysAfter(now, -newestAge);
  const hasMoved = newestAge > movedAfter;
  const inUse = subHours(now, 1).toISOString();
  const newest = {
    AccessKeyId: newId,
    Status: 'Active' as const,
    CreateDate: createdAt.toISOString(),
    // Until its owner moves, the only use of a key is the sweep's proof that it works.
    LastUsedDate: hasMoved ? inUse : createdAt.toISOString(),
  };
  const { Tags, ...old } = replacedKey(oldId, createdAt, now, config);
  const oldest = { ...old, LastUsedDate: hasMoved ? daysAfter(createdAt, movedAfter).toISOString() : inUse };
  return {
    user: { UserName, AccessKeys: Tags ? [oldest, newest] : [newest], ...(Tags && { Tags }) },
    secret: {
      Name: `${config.secrets.prefix}${UserName}`,
      versions: [
        { VersionId: versionIdOf(oldId), AccessKeyId: oldId, stages: ['AWSPREVIOUS'] },
        { VersionId: versionIdOf(newId), AccessKeyId: newId, stages: ['AWSCURRENT'] },
      ],
    },
  };
}

/** Returns a key with the tag that says how far its end has come; without one if it is deleted. */
function replacedKey(AccessKeyId: string, replacedAt: Date, now: Date, config: Config) {
  const { deactivate, delete: deletion } = config.thresholds;
  const created = daysAfter(replacedAt, -replacedAfter);
  const key = { AccessKeyId, CreateDate: created.toISOString() };
  const inactiveAt = firstSweepFrom(daysAfter(created, deactivate.from), now, config);
  if (!inactiveAt) {
    const earliest = dayOf(daysAfter(created, deactivate.from));
    const latest = dayOf(daysAfter(created, deactivate.to - config.everyDays));
    const told = toldValue(replacedAt, { earliest, latest, kind: 'any' });
    return { ...key, Status: 'Active' as const, Tags: { [tagKeys.toldSince(AccessKeyId)]: told } };
  }
  const deletable = max([daysAfter(created, deletion.after + 1), daysAfter(inactiveAt, deletion.inactiveFor)]);
  const isDeleted = firstSweepFrom(deletable, now, config) !== undefined;
  const inactive = inactiveValue(inactiveAt, 'ours', dayOf(daysAfter(inactiveAt, deletion.inactiveFor)));
  const Tags = isDeleted ? undefined : { [tagKeys.inactiveSince(AccessKeyId)]: inactive };
  return { ...key, Status: 'Inactive' as const, Tags };
}

/** Returns when the first sweep came that was not before that moment; undefined if that one is the sweep at `now`. */
function firstSweepFrom(moment: Date, now: Date, { everyDays }: Config): Date | undefined {
  const weeks = Math.floor(wholeDays(now, moment) / everyDays);
  return weeks >= 1 ? daysAfter(now, -weeks * everyDays) : undefined;
}
