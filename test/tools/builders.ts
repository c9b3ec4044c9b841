import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { decide } from '../../lib/decide/decide.ts';
import { deletionOf } from '../../lib/decide/deletion.ts';
import type { Draft } from '../../lib/decide/draft.ts';
import { promiseAtReplacement, promiseOf } from '../../lib/decide/key-promise.ts';
import { rules } from '../../lib/decide/rules.ts';
import { dayOf, daysAfter } from '../../lib/model/age.ts';
import type { InactiveKind } from '../../lib/model/deletion.ts';
import { inactiveValue, intentValue, madeValue, toldValue } from '../../lib/model/mark-values.ts';
import { type Decision, isAboutUser, isAct, type Plan, type Result, type UserResult } from '../../lib/model/plan.ts';
import type { EndDays } from '../../lib/model/promise.ts';
import { type SecretState, versionIdOf } from '../../lib/model/secret-state.ts';
import type { AccessKey, Evidence, KeyHolder, LastUse, User } from '../../lib/model/user.ts';
import { parseUserTags, tagKeys } from '../../lib/model/user-tags.ts';
import type { NoticeContext } from '../../lib/notify/notice.ts';

/** The moment of every unit test: a Tuesday. */
export const now = new Date('2026-11-24T06:00:00.000Z');

/** That day. */
export const today = '2026-11-24';

export const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/bob-a1B2c3';

export const first = 'AKIAIOSFODNN7EXAMPLE';
export const second = 'AKIAJ2SFODNN7EXAMPLE';
export const third = 'AKIAK3SFODNN7EXAMPLE';

export type Time = { days?: number; hours?: number; minutes?: number; seconds?: number };

/** A moment before `now`: in 24-hour days, or as a time whose negative parts are later. */
export function ago(time: number | Time): Date {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = typeof time === 'number' ? { days: time } : time;
  return new Date(now.getTime() - (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
export type Overrides = DeepPartial<Config>;

const base = defaults();

const parsed = new Map<string, Config>();

/** `default.yml` with overrides, validated like any other configuration, once each. */
export function config(overrides: Overrides = {}): Config {
  const id = JSON.stringify(overrides);
  const found = parsed.get(id) ?? parseConfig(merge(base, overrides), 'test');
  parsed.set(id, found);
  return found;
}

/** An Active key of bob's; `age` in whole days, to the second. */
export function accessKey({ age = 0, ...overrides }: Partial<AccessKey> & { age?: number } = {}): AccessKey {
  return { UserName: 'bob', AccessKeyId: first, Status: 'Active', CreateDate: ago({ days: age }), ...overrides };
}

type KeySketch = number | Parameters<typeof accessKey>[0];

/** Keys of bob's with the ids `first`, `second` and `third`; a number is the age of an Active key. */
export function withKeys(...sketches: readonly KeySketch[]): { keys: AccessKey[] } {
  const ids = [first, second, third];
  return {
    keys: sketches.map((sketch, n) => {
      const AccessKeyId = ids[n] ?? `AKIA${n}`;
      return accessKey({ AccessKeyId, ...(typeof sketch === 'number' ? { age: sketch } : sketch) });
    }),
  };
}

/** An Inactive key for `withKeys`. */
export function inactive(age: number): { age: number; Status: string } {
  return { age, Status: 'Inactive' };
}

/** A tag that a person sets on a user, such as `exempt`. */
export function tagged(word: string, value: string): { tags: Record<string, string> } {
  return { tags: { [`access-key-sweeper:${word}`]: value } };
}

export function keyHolder(overrides: Partial<KeyHolder> = {}): KeyHolder {
  return { UserName: 'bob', UserId: 'AIDACKCEVSQ6C2EXAMPLE', Path: '/', ...withKeys(0), ...overrides };
}

/** A moment: a date, or how long before `now`. */
export type Moment = Date | number | Time;

type EvidenceSketch = {
  /** Tags as a person sets them. */
  tags?: Record<string, string>;
  /** By key id: an application's last use, or a last use in full; others were never used. */
  used?: Record<string, Moment | LastUse | undefined>;
  /** The id of the key whose version is AWSCURRENT. */
  current?: string;
  /** By key id: the stages of its version; [] is deprecated. */
  stages?: Record<string, readonly string[]>;
  /** By key id: when its version was stored; when the key was created unless said here. */
  storedAt?: Record<string, Moment>;
  /** By key id: since when a mark says that its owner was told, of the days in `days`. */
  told?: Record<string, Moment>;
  /** What the owner was told; by the default thresholds, and not of days that are past, unless said here. */
  days?: Partial<EndDays>;
  /** By key id: since when a mark says that it is Inactive, and that a sweep deactivated it, unless `inactiveKind` says why. */
  inactiveSince?: Record<string, Moment>;
  inactiveKind?: InactiveKind;
  /** The ids of keys that a mark vouches for; those in `stages` unless said here. */
  made?: readonly string[];
  /** By key id: when that mark was set; long ago unless said here. */
  madeAt?: Record<string, Moment>;
  /** Intent marks. */
  intents?: readonly { at: Moment; keyIds?: readonly string[] }[];
  secret?: Partial<SecretState>;
};

type CreatedAt = { createdAt: (id: string) => Moment };

/** A user with its keys and everything that was read about it, in one flat description. */
export type UserSketch = EvidenceSketch & Partial<Pick<User, 'keys' | 'forced' | 'UserName' | 'Path'>>;

export function evidence(sketch: EvidenceSketch = {}, keys: readonly AccessKey[] = [accessKey()]): Evidence {
  const { used = {}, current, storedAt = {} } = sketch;
  const stages = { ...(current && { [current]: ['AWSCURRENT'] }), ...sketch.stages };
  const { made = Object.keys(stages) } = sketch;
  const createdAt = (id: string) => keys.find(({ AccessKeyId }) => AccessKeyId === id)?.CreateDate ?? 30;
  return {
    tags: parseUserTags(tagsOf({ ...sketch, made, createdAt }), now),
    lastUse: new Map(keys.map(({ AccessKeyId }) => [AccessKeyId, lastUseOf(used[AccessKeyId])])),
    secret: {
      name: 'iam-access-keys/bob',
      arn: secretArn,
      claim: 'pointed',
      deleted: false,
      refusal: undefined,
      versions: new Map(
        Object.entries(stages).map(([id, labels]) => [
          versionIdOf(id),
          { stages: labels, createdAt: dateOf(storedAt[id] ?? createdAt(id)) },
        ]),
      ),
      ...sketch.secret,
    },
  };
}

function tagsOf({ tags = {}, told = {}, inactiveSince = {}, intents = [], made = [], madeAt = {}, ...sketch }: EvidenceSketch & CreatedAt) {
  return [
    ...Object.entries(tags),
    ...Object.entries(told).map(([id, at]) => [tagKeys.toldSince(id), toldValue(dateOf(at), toldDays(id, dateOf(at), sketch))] as const),
    ...Object.entries(inactiveSince).map(([id, at]) => [tagKeys.inactiveSince(id), inactiveMark(dateOf(at), sketch)] as const),
    ...made.map((id) => [tagKeys.creating(`of-${id}`), madeValue(dateOf(madeAt[id] ?? 200), id)] as const),
    ...intents.map(({ at, keyIds = [] }, i) => [tagKeys.creating(`sweep-${i}`), intentValue(dateOf(at), keyIds)] as const),
  ].map(([Key, Value]) => ({ Key, Value }));
}

const waits: Record<InactiveKind, number> = { ours: 6, found: 14, unused: 90, orphan: 1 };

function inactiveMark(at: Date, { inactiveKind = 'ours' }: EvidenceSketch): string {
  return inactiveValue(at, inactiveKind, dayOf(daysAfter(at, waits[inactiveKind])));
}

/** A key ends in use or not if the secret has a current or a pending key. */
function toldDays(id: string, at: Date, { current, stages = {}, days, createdAt }: EvidenceSketch & CreatedAt): EndDays {
  const isStored = current ? true : Object.values(stages).some((all) => /CURRENT|PENDING/.test(all.join(' ')));
  const kind = days?.kind ?? (isStored ? 'any' : 'idle');
  const dayAfter = (date: Date, count: number) => new Date(date.getTime() + count * 86_400_000).toISOString().slice(0, 10);
  const created = dateOf(createdAt(id));
  const [, , earliest = ''] = [dayAfter(created, 80), dayAfter(at, 10), today].toSorted();
  const [, latest] = [earliest, dayAfter(created, 83)].toSorted();
  return { earliest, latest: kind === 'any' ? latest : undefined, kind, ...days };
}

function lastUseOf(use: Moment | LastUse | undefined): LastUse | null {
  if (use === undefined) return null;
  if (typeof use === 'object' && 'service' in use) return use;
  return { at: dateOf(use), service: 's3', region: 'eu-west-1' };
}

function dateOf(moment: Moment): Date {
  return moment instanceof Date ? moment : ago(moment);
}

/** The use by which the sweeper proves a new key. */
export function proof(moment: Moment): LastUse {
  return { at: dateOf(moment), service: 'sts', region: 'us-east-1' };
}

export function aUser(sketch: UserSketch = {}): User {
  const { keys = [accessKey()], forced = false, UserName = 'bob', Path = '/', ...known } = sketch;
  return { ...keyHolder({ UserName, Path, keys }), evidence: evidence(known, keys), forced };
}

/** Returns the decision about one key of a user. */
export function decisionOf(user: User, AccessKeyId: string, overrides: Overrides = {}): Decision {
  const { decisions } = decide(user, config(overrides), now);
  const found = decisions.find(({ key }) => key.AccessKeyId === AccessKeyId);
  if (!found) throw new Error(`No decision for ${AccessKeyId}`);
  return found;
}

/** Returns the rules that apply to a user's keys, in the order of `keys`, as `superseded-done, fresh`. */
export function rulesFor(user: User, overrides: Overrides = {}): string {
  const { decisions } = decide(user, config(overrides), now);
  const ruleOf = (key: AccessKey) => decisions.find((one) => one.key === key)?.rule;
  return user.keys.map(ruleOf).join(', ');
}

/** The user at the start of its decisions. */
export function draft(user: User, overrides: Overrides = {}): Draft {
  return { ...user, config: config(overrides), exemption: undefined, now, taken: new Map() };
}

/** A decision as later stages get it, about a key of `user`, or about the only key of a user. */
export function decision(overrides: Partial<Decision> = {}, user?: User): Decision {
  const { key = accessKey({ age: 65 }), rule = 'create' } = overrides;
  const inOverlap = rules.find(({ name }) => name === rule)?.inOverlap === true;
  const its = draft(user ?? aUser({ keys: [key] }));
  return {
    key,
    age: 65,
    rule,
    action: 'create',
    reason: 'because',
    dueFrom: 60,
    refusal: undefined,
    concerns: [],
    replacement: undefined,
    inOverlap,
    promised: inOverlap ? promiseOf(key, overrides.replacement, its) : rule === 'create' ? promiseAtReplacement(key, its) : undefined,
    deletion: deletionOf(key, its),
    ...overrides,
  };
}

/** A plan of decisions about the keys of one user. */
export function plan(decisions: readonly Decision[], overrides: Partial<Plan> = {}): Plan {
  const leftAlone = decisions.some((one) => one.rule === 'exempt' || one.rule === 'in-flight' || isAboutUser(one));
  const user = aUser({ keys: decisions.map(({ key }) => key) });
  return { ...user, config: config(), exemption: undefined, decisions, leftAlone, ...overrides };
}

/** What notices know about a sweep of stage prod. */
export function contextOf(settings: Config = config()): NoticeContext {
  return {
    now,
    accountId: '123456789012',
    config: settings,
    environment: 'prod',
    functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:access-key-sweeper-prod-sweep',
    isStopped: false,
  };
}

/** The results of a plan: none for keep and flag, done for everything else unless `overrides` says otherwise. */
export function userResultOf(plan: Plan, overrides: Partial<Result> = {}): UserResult {
  const results = plan.decisions.map((decision): Result => {
    if (decision.postponed) return { decision, outcome: decision.postponed };
    if (!isAct(decision)) return { decision, outcome: 'none' };
    const made = decision.action === 'create' ? { createdId: third } : {};
    return { decision, outcome: 'done', ...made, ...overrides };
  });
  return { plan, results, failures: [] };
}
