import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { decide } from '../../lib/decide/decide.ts';
import type { Draft } from '../../lib/decide/draft.ts';
import { keyDates } from '../../lib/decide/key-dates.ts';
import { intentValue, toldValue } from '../../lib/model/mark-values.ts';
import {
  type Decision,
  isAct,
  type Plan,
  type Result,
  type RuleName,
  type UserResult,
} from '../../lib/model/plan.ts';
import { type SecretState, versionIdOf } from '../../lib/model/secret-state.ts';
import type { AccessKey, Evidence, KeyHolder, LastUse, User } from '../../lib/model/user.ts';
import { parseUserTags, tagKeys } from '../../lib/model/user-tags.ts';
import type { NoticeContext } from '../../lib/notify/notice.ts';

/** The moment of every unit test: a Tuesday. */
export const now = new Date('2026-11-24T06:00:00.000Z');

export const first = 'AKIAIOSFODNN7EXAMPLE';
export const second = 'AKIAJ2SFODNN7EXAMPLE';
export const third = 'AKIAK3SFODNN7EXAMPLE';

export type Time = { days?: number; hours?: number; minutes?: number; seconds?: number };

/** So long before `now`, in 24-hour days; negative parts come later. */
export function ago({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Time): Date {
  return new Date(now.getTime() - (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;
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
  return {
    UserName: 'bob',
    AccessKeyId: first,
    Status: 'Active',
    CreateDate: ago({ days: age }),
    ...overrides,
  };
}

export function keyHolder(overrides: Partial<KeyHolder> = {}): KeyHolder {
  return { UserName: 'bob', UserId: 'AIDACKCEVSQ6C2EXAMPLE', Path: '/', keys: [accessKey()], ...overrides };
}

type EvidenceOverrides = {
  /** Tags as a person sets them. */
  tags?: Record<string, string>;
  /** By key id: an application's last use (a date), or a last use in full; others were never used. */
  used?: Record<string, Date | LastUse | undefined>;
  /** By key id: the stages of its version; [] is deprecated. */
  stages?: Record<string, readonly string[]>;
  /** By key id: when its version was stored; 30 days ago unless said here. */
  storedAt?: Record<string, Date>;
  /** By key id: since when the ledger says that its owner was told, under the profile of `tags`. */
  told?: Record<string, Date>;
  /** By key id: since when the ledger says that it is Inactive. */
  inactiveSince?: Record<string, Date>;
  /** Intent marks. */
  intents?: readonly { at: Date; keyIds?: readonly string[] }[];
  secret?: Partial<SecretState>;
};

export function evidence(
  overrides: EvidenceOverrides = {},
  keys: readonly AccessKey[] = [accessKey()],
): Evidence {
  const { used = {}, stages = {} } = overrides;
  return {
    tags: parseUserTags(tagsOf(overrides), now),
    lastUse: new Map(keys.map(({ AccessKeyId }) => [AccessKeyId, lastUseOf(used[AccessKeyId])])),
    secret: {
      name: 'iam-access-keys/bob',
      arn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/bob-a1B2c3',
      deleted: false,
      refusal: undefined,
      versions: new Map(
        Object.entries(stages).map(([id, labels]) => [
          versionIdOf(id),
          { stages: labels, createdAt: overrides.storedAt?.[id] ?? ago({ days: 30 }) },
        ]),
      ),
      ...overrides.secret,
    },
  };
}

function tagsOf({ tags = {}, told = {}, inactiveSince = {}, intents = [] }: EvidenceOverrides) {
  return [
    ...Object.entries(tags),
    ...Object.entries(told).map(
      ([id, at]) => [tagKeys.toldSince(id), toldValue(at, tags['access-key-sweeper:profile'])] as const,
    ),
    ...Object.entries(inactiveSince).map(
      ([id, at]) => [tagKeys.inactiveSince(id), at.toISOString()] as const,
    ),
    ...intents.map(
      ({ at, keyIds = [] }, i) => [tagKeys.creating(`sweep-${i}`), intentValue(at, keyIds)] as const,
    ),
  ].map(([Key, Value]) => ({ Key, Value }));
}

function lastUseOf(use: Date | LastUse | undefined): LastUse | null {
  if (!use) return null;
  return use instanceof Date ? { at: use, service: 's3', region: 'eu-west-1' } : use;
}

/** A user with its keys and everything that was read about it, in one flat description. */
export function aUser({
  keys = [accessKey()],
  forced = false,
  UserName = 'bob',
  Path = '/',
  ...known
}: EvidenceOverrides & Partial<Pick<User, 'keys' | 'forced' | 'UserName' | 'Path'>> = {}): User {
  return { ...keyHolder({ UserName, Path, keys }), evidence: evidence(known, keys), forced };
}

/** Returns the decision about one key of a user. */
export function decisionOf(user: User, AccessKeyId: string, overrides: Overrides = {}): Decision {
  const { decisions } = decide(user, config(overrides), now);
  const found = decisions.find(({ key }) => key.AccessKeyId === AccessKeyId);
  if (!found) throw new Error(`No decision for ${AccessKeyId}`);
  return found;
}

/** Returns the rule that applies to one key of a user. */
export function ruleFor(user: User, AccessKeyId: string, overrides: Overrides = {}): RuleName {
  return decisionOf(user, AccessKeyId, overrides).rule;
}

/** The user at the start of its decisions. */
function draft(user: User, overrides: Overrides = {}): Draft {
  return { ...user, config: config(overrides), exemption: undefined, now, taken: new Map() };
}

/** A decision as later stages get it, about a key of `user`, or about the only key of a user. */
export function decision(overrides: Partial<Decision> = {}, user?: User): Decision {
  const { key = accessKey({ age: 65 }), rule = 'create' } = overrides;
  return {
    key,
    age: 65,
    rule,
    action: 'create',
    reason: 'because',
    dueFrom: 60,
    replacement: undefined,
    dates: keyDates(key, rule, draft(user ?? aUser({ keys: [key] }))),
    ...overrides,
  };
}

/** A plan of decisions about the keys of one user. */
export function plan(decisions: readonly Decision[], overrides: Partial<Plan> = {}): Plan {
  const leftAlone = decisions.some(({ rule }) => rule === 'exempt' || rule === 'in-flight');
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
export function carriedOut(plan: Plan, overrides: Partial<Result> = {}): UserResult {
  const results = plan.decisions.map((decision): Result => {
    if (decision.postponed) return { decision, outcome: decision.postponed };
    if (!isAct(decision)) return { decision, outcome: 'none' };
    const made = decision.action === 'create' ? { createdId: third } : {};
    return { decision, outcome: 'done', ...made, ...overrides };
  });
  return { plan, results, failures: [] };
}
