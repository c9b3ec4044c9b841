import { dateOf, pastDateOf, toldIn } from './mark-values.ts';

/** The prefix of every tag key that the sweeper reads or writes, on users and on secrets. */
const tagPrefix = 'access-key-sweeper:';

/** What a person may say on a user, each word behind the prefix. */
const personal: readonly string[] = ['exempt', 'hold-until', 'owner', 'profile'];

/** The tag keys of the ledger (DESIGN §4); IAM compares tag keys without regard to case. */
export const tagKeys = {
  creating: (sweepId: string) => `${tagPrefix}creating:${sweepId}`,
  toldSince: (AccessKeyId: string) => `${tagPrefix}told-since:${AccessKeyId}`,
  inactiveSince: (AccessKeyId: string) => `${tagPrefix}inactive-since:${AccessKeyId}`,
  userId: `${tagPrefix}user-id`,
} as const;

/** The mark of one attempt to create a key: when, and the keys the user had then. */
export type Intent = { tagKey: string; at: Date; keyIds: readonly string[] };

/** A dated tag about one key. `at` is undefined if its value is no date, one yet to come, or told under other thresholds. */
export type KeyMark = {
  tagKey: string;
  AccessKeyId: string;
  at: Date | undefined;
  /** What it told of is to come only if the key is not used before. */
  isUnlessUsed?: boolean;
};

type Tag = { Key: string; Value: string };

/** What a user's tags say to the sweeper. */
export type UserTags = {
  /** Every tag, by key in lower case. */
  all: ReadonlyMap<string, string>;
  /** The reason a person gave for leaving this user alone. */
  exempt: string | undefined;
  /** Until when a person wants the user left alone; 'unreadable' if that is no date. */
  holdUntil: Date | 'unreadable' | undefined;
  owner: string | undefined;
  /** The name of the thresholds that count for this user. */
  profile: string | undefined;
  intents: readonly Intent[];
  /** Tag keys of intents whose value is no date, or one yet to come. */
  voidIntents: readonly string[];
  toldSince: readonly KeyMark[];
  inactiveSince: readonly KeyMark[];
  /** Tag keys under our prefix that mean nothing to us: mistyped, as a rule. */
  unknown: readonly string[];
};

/** Reads what a user's tags say at a moment. */
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

/** The mark about a key: without regard to case, in which IAM may keep an older spelling of the tag. */
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

/** The key with its prefix as we write it: the role may only touch tags that begin so, to the letter. */
function asWritten(key: string, prefix: string): string {
  return prefix + key.slice(prefix.length);
}

function startsWith(key: string, prefix: string): boolean {
  return key.toLowerCase().startsWith(prefix);
}
