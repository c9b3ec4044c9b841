import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import type { Sweep } from '../../lib/aws/deps.ts';
import { decide } from '../../lib/decide/decide.ts';
import { intentValue, toldValue } from '../../lib/model/mark-values.ts';
import { type SecretState, versionIdOf } from '../../lib/model/secret-state.ts';
import type {
  AccessKey,
  Carried,
  Case,
  Decision,
  Evidence,
  KeyHolder,
  LastUse,
  Plan,
  Result,
  RuleName,
} from '../../lib/model/types.ts';
import { parseUserTags, tagKeys } from '../../lib/model/user-tags.ts';

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

/** A user with its keys and everything known about it, in one flat description. */
export function aCase({
  keys = [accessKey()],
  forced = false,
  holder = {},
  ...known
}: EvidenceOverrides & {
  keys?: readonly AccessKey[];
  forced?: boolean;
  holder?: Partial<KeyHolder>;
} = {}): Case {
  return { holder: keyHolder({ keys, ...holder }), evidence: evidence(known, keys), forced };
}

/** What is decided for one key of a case. */
export function decisionOf(subject: Case, AccessKeyId: string, overrides: Overrides = {}): Decision {
  const { decisions } = decide(subject, config(overrides), now);
  const found = decisions.find(({ key }) => key.AccessKeyId === AccessKeyId);
  if (!found) throw new Error(`No decision for ${AccessKeyId}`);
  return found;
}

/** The rule that decides about one key of a case. */
export function ruleFor(subject: Case, AccessKeyId: string, overrides: Overrides = {}): RuleName {
  return decisionOf(subject, AccessKeyId, overrides).rule;
}

/** A decision as later stages see it. */
export function decision(overrides: Partial<Decision> = {}): Decision {
  const key = overrides.key ?? accessKey({ age: 65 });
  return { key, age: 65, rule: 'create', action: 'create', reason: 'because', ...overrides };
}

/** A plan of decisions about the keys of one user. */
export function plan(decisions: readonly Decision[], overrides: Partial<Plan> = {}): Plan {
  const leftAlone = decisions.some(({ rule }) => rule === 'exempt' || rule === 'in-flight');
  return { ...aCase({ keys: decisions.map(({ key }) => key) }), decisions, leftAlone, ...overrides };
}

/** A sweep as notices see it: they ask it for its account, its environment and its settings, and for no client. */
export function sweepOf(settings: Config = config()): Sweep {
  const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:access-key-sweeper-prod-sweep';
  const deps = { environment: 'prod', schedules: { functionArn } } as Sweep['deps'];
  return {
    deps,
    config: settings,
    id: 'sweep-1',
    now,
    accountId: '123456789012',
    delivery: 'sweep-1',
    timing: undefined,
  };
}

/** What came of a plan: keep and flag come to nothing, anything else is done unless told otherwise. */
export function carriedOut(plan: Plan, overrides: Partial<Result> = {}): Carried {
  const results = plan.decisions.map((decision): Result => {
    if (decision.postponed) return { decision, outcome: decision.postponed };
    if (decision.action === 'keep' || decision.action === 'flag') return { decision, outcome: 'none' };
    const made = decision.action === 'create' ? { createdId: third } : {};
    return { decision, outcome: 'done', ...made, ...overrides };
  });
  return { plan, results, failures: [] };
}
