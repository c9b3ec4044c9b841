import { dateOf, pastDateOf, toldIn } from './mark-values.ts';

/** The prefix of every tag key that the sweeper reads or writes, on users and on secrets. */
const tagPrefix = 'access-key-sweeper:';

/** The tags that a person sets on a user, without the prefix. */
const personal: readonly string[] = ['exempt', 'hold-until', 'owner', 'profile'];

/** The tag keys of the sweeper's marks; IAM compares tag keys without case (IAM User Guide, "Tags for IAM resources"). */
export const tagKeys = {
  creating: (sweepId: string) => `${tagPrefix}creating:${sweepId}`,
  toldSince: (AccessKeyId: string) => `${tagPrefix}told-since:${AccessKeyId}`,
  inactiveSince: (AccessKeyId: string) => `${tagPrefix}inactive-since:${AccessKeyId}`,
  userId: `${tagPrefix}user-id`,
} as const;

/** The mark of one attempt to create a key: its time, and the keys that the user had. */
export type Intent = { tagKey: string; at: Date; keyIds: readonly string[] };

/** A dated tag about one key. `at` is undefined if the value is not a valid date, or if the owner was told under another profile. */
export type KeyMark = {
  tagKey: string;
  AccessKeyId: string;
  at: Date | undefined;
  /** True if the key ends only when it stays unused. */
  isUnlessUsed?: boolean;
};

type Tag = { Key: string; Value: string };

/** A user's tags, parsed. */
export type UserTags = {
  /** The value of every tag, by its key in lower case. */
  all: ReadonlyMap<string, string>;
  /** The reason that a person gave for leaving this user alone. */
  exempt: string | undefined;
  /** Until when a person wants the user left alone; 'unreadable' if the value is not a date. */
  holdUntil: Date | 'unreadable' | undefined;
  owner: string | undefined;
  /** The name of the profile whose thresholds apply to this user. */
  profile: string | undefined;
  intents: readonly Intent[];
  /** Tag keys of intent marks whose value is not a valid date. */
  voidIntents: readonly string[];
  toldSince: readonly KeyMark[];
  inactiveSince: readonly KeyMark[];
  /** Unknown tag keys with the sweeper's prefix; most are mistyped. */
  unknown: readonly string[];
};

/**
 * Parses a user's tags. Marks dated more than an hour after `now`, the moment when the tags were read, are not valid.
 */
export function parseUserTags(tags: readonly Tag[], now: Date): UserTags {
  const intents = tags
    .filter(({ Key }) => startsWith(Key, tagKeys.creating('')))
    .map((tag) => intentOf(tag, now));
  const all = new Map(tags.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
  const holdUntil = all.get(`${tagPrefix}hold-until`);
  const profile = all.get(`${tagPrefix}profile`);
  return {
    all,
    exempt: all.get(`${tagPrefix}exempt`),
    holdUntil: holdUntil === undefined ? undefined : (dateOf(holdUntil) ?? 'unreadable'),
    owner: all.get(`${tagPrefix}owner`),
    profile,
    intents: intents.filter((intent): intent is Intent => intent.at !== undefined),
    voidIntents: intents.filter(({ at }) => at === undefined).map(({ tagKey }) => tagKey),
    toldSince: keyMarks(tags, tagKeys.toldSince(''), (value) => toldIn(value, profile, now)),
    inactiveSince: keyMarks(tags, tagKeys.inactiveSince(''), (value) => ({ at: pastDateOf(value, now) })),
    unknown: tags.map(({ Key }) => Key).filter((key) => startsWith(key, tagPrefix) && !isKnown(key)),
  };
}

function isKnown(key: string): boolean {
  const marks = [tagKeys.creating(''), tagKeys.toldSince(''), tagKeys.inactiveSince('')];
  const word = key.slice(tagPrefix.length).toLowerCase();
  return personal.includes(word) || marks.some((mark) => startsWith(key, mark));
}

/** Returns the mark about a key; compares without case, because IAM may keep an older spelling of a tag key. */
export function markOf(marks: readonly KeyMark[], AccessKeyId: string): KeyMark | undefined {
  return marks.find((mark) => mark.AccessKeyId.toUpperCase() === AccessKeyId.toUpperCase());
}

function intentOf({ Key, Value }: Tag, now: Date): Omit<Intent, 'at'> & { at: Date | undefined } {
  const [time = '', ...keyIds] = Value.split(' ');
  return { tagKey: asWritten(Key, tagKeys.creating('')), at: pastDateOf(time, now), keyIds };
}

function keyMarks(
  tags: readonly Tag[],
  prefix: string,
  read: (value: string) => Pick<KeyMark, 'at' | 'isUnlessUsed'>,
): KeyMark[] {
  return tags
    .filter(({ Key }) => startsWith(Key, prefix))
    .map(({ Key, Value }) => ({
      tagKey: asWritten(Key, prefix),
      AccessKeyId: Key.slice(prefix.length),
      ...read(Value),
    }));
}

/** Returns the tag key with the prefix in lower case: the role's permission compares it with case. */
function asWritten(key: string, prefix: string): string {
  return prefix + key.slice(prefix.length);
}

function startsWith(key: string, prefix: string): boolean {
  return key.toLowerCase().startsWith(prefix);
}
