import type { InactiveKind } from './deletion.ts';
import { dateOf, inactiveIn, intentIn, isMadeValue, madeIn, refusedIn, toldIn } from './mark-values.ts';
import { type Pointer, pointerIn } from './pointer.ts';
import type { EndDays } from './promise.ts';
import { looksLikeOurs } from './tag-likeness.ts';

/** The prefix of every tag key that the sweeper reads or writes, on users and on secrets. */
const tagPrefix = 'access-key-sweeper:';

/** How many tags IAM allows a user (IAM User Guide, "IAM and AWS STS quotas"). */
export const tagsPerUser = 50;

/** The tags that a person sets on a user, without the prefix. */
const personal: readonly string[] = ['exempt', 'hold-until', 'owner', 'profile', 'ses-smtp'];

/** The tag keys of the sweeper's marks; IAM compares tag keys without case (IAM User Guide, "Tags for IAM resources"). */
export const tagKeys = {
  creating: (sweepId: string) => `${tagPrefix}creating:${sweepId}`,
  toldSince: (AccessKeyId: string) => `${tagPrefix}told-since:${AccessKeyId}`,
  inactiveSince: (AccessKeyId: string) => `${tagPrefix}inactive-since:${AccessKeyId}`,
  /** The pointer: which secret is the user's. */
  pointer: `${tagPrefix}secret:arn`,
  refusedCreate: `${tagPrefix}refused:create`,
  /** The tags of a secret. */
  userId: `${tagPrefix}user-id`,
  nonce: `${tagPrefix}nonce`,
} as const;

/** The mark of one attempt to create a key: its time, and the keys that the user had. */
export type Intent = {
  tagKey: string;
  at: Date;
  keyIds: readonly string[];
  /** The SHA-256 of the nonce of the secret that the attempt creates; undefined once a pointer names that secret. */
  nonceHash: string | undefined;
};

/** The mark that replaces an intent mark once the key is current: the sweeper made this key and stored it. */
export type MadeMark = { tagKey: string; AccessKeyId: string; at: Date | undefined };

/** The mark that AWS refused a call for good while a key was being created or finished. */
type RefusedMark = { at: Date | undefined; operation: string };

/** A dated tag about one key. `at` is undefined if the value is not a valid date. */
export type KeyMark = {
  tagKey: string;
  AccessKeyId: string;
  at: Date | undefined;
};

/** The mark that an owner was told when a key ends. `days` is undefined if the first version wrote it. */
export type ToldMark = KeyMark & { days: EndDays | undefined };

/** The mark that a key is Inactive. */
export type InactiveMark = KeyMark & {
  /** The UTC day, YYYY-MM-DD, before which its owner was told that it is not deleted; undefined if there is none. */
  notBefore: string | undefined;
  /** Undefined if the first version wrote it. */
  kind: InactiveKind | undefined;
  /** True if its owner was told. */
  isTold: boolean;
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
  /** The Region in which the user sends mail by SMTP, as a person wrote it. */
  sesSmtp: string | undefined;
  pointer: Pointer | undefined;
  intents: readonly Intent[];
  /** Tag keys of intent marks whose value is not a valid date. */
  voidIntents: readonly string[];
  made: readonly MadeMark[];
  refused: RefusedMark | undefined;
  toldSince: readonly ToldMark[];
  inactiveSince: readonly InactiveMark[];
  /** Unknown tag keys with the sweeper's prefix or one that looks like it; most are mistyped. */
  unknown: readonly string[];
};

/**
 * Parses a user's tags. Marks dated more than an hour after `now`, the moment when the tags were read, are not valid.
 */
export function parseUserTags(tags: readonly Tag[], now: Date): UserTags {
  const creations = tags.filter(({ Key }) => startsWith(Key, tagKeys.creating('')));
  const intents = creations.filter((tag) => !isMade(tag)).map((tag) => intentOf(tag, now));
  const all = new Map(tags.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
  const holdUntil = all.get(`${tagPrefix}hold-until`);
  return {
    all,
    exempt: all.get(`${tagPrefix}exempt`),
    holdUntil: holdUntil === undefined ? undefined : (dateOf(holdUntil) ?? 'unreadable'),
    owner: all.get(`${tagPrefix}owner`),
    profile: all.get(`${tagPrefix}profile`),
    sesSmtp: all.get(`${tagPrefix}ses-smtp`),
    pointer: pointerIn(all.get(tagKeys.pointer)),
    intents: intents.filter((intent): intent is Intent => intent.at !== undefined),
    voidIntents: intents.filter(({ at }) => at === undefined).map(({ tagKey }) => tagKey),
    made: creations.filter(isMade).map((tag) => madeMarkOf(tag, now)),
    refused: refusedIn(all.get(tagKeys.refusedCreate), now),
    toldSince: keyMarks(tags, tagKeys.toldSince(''), (value) => toldIn(value, now)),
    inactiveSince: keyMarks(tags, tagKeys.inactiveSince(''), (value) => inactiveIn(value, now)),
    unknown: tags.map(({ Key }) => Key).filter((key) => looksLikeOurs(key) && !isKnown(key)),
  };
}

/** The marks of which a user has one. */
const single: readonly string[] = [tagKeys.pointer, tagKeys.refusedCreate];

function isKnown(key: string): boolean {
  if (!startsWith(key, tagPrefix)) return false;
  const marks = [tagKeys.creating(''), tagKeys.toldSince(''), tagKeys.inactiveSince('')];
  const word = key.slice(tagPrefix.length).toLowerCase();
  return (
    single.includes(key.toLowerCase()) ||
    personal.includes(word) ||
    marks.some((mark) => startsWith(key, mark))
  );
}

/** Returns the mark about a key; compares without case, because IAM may keep an older spelling of a tag key. */
export function markOf<Mark extends { AccessKeyId: string }>(
  marks: readonly Mark[],
  AccessKeyId: string,
): Mark | undefined {
  return marks.find((mark) => mark.AccessKeyId.toUpperCase() === AccessKeyId.toUpperCase());
}

function intentOf({ Key, Value }: Tag, now: Date): Omit<Intent, 'at'> & { at: Date | undefined } {
  return { tagKey: asWritten(Key, tagKeys.creating('')), ...intentIn(Value, now) };
}

function madeMarkOf({ Key, Value }: Tag, now: Date): MadeMark {
  return { tagKey: asWritten(Key, tagKeys.creating('')), ...madeIn(Value, now) };
}

function isMade({ Value }: Tag): boolean {
  return isMadeValue(Value);
}

function keyMarks<Said>(
  tags: readonly Tag[],
  prefix: string,
  read: (value: string) => Said,
): (Said & Pick<KeyMark, 'tagKey' | 'AccessKeyId'>)[] {
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
  return key.startsWith(prefix) ? key : prefix + key.slice(prefix.length);
}

function startsWith(key: string, prefix: string): boolean {
  return key.toLowerCase().startsWith(prefix);
}
