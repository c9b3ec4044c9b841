import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { decide } from '../../lib/decide/decide.ts';
import { limit } from '../../lib/decide/limit.ts';
import { keysToAskAbout } from '../../lib/model/asked-keys.ts';
import type { Decision, Plan } from '../../lib/model/plan.ts';
import type { AccessKey, LastUse, User } from '../../lib/model/user.ts';
import { ownerNotice } from '../../lib/notify/owner/owner-notice.ts';
import { accessKey, ago, aUser, config, contextOf, now, userResultOf } from '../tools/builders.ts';
import { parametersOf, print, sizes } from './runs.ts';

const ids = ['AKIA1OSFODNN7EXAMPLE', 'AKIA2OSFODNN7EXAMPLE', 'AKIA3OSFODNN7EXAMPLE'];
const settings = [
  config(),
  config({ inUseWithinDays: 0 }),
  config({ unused: { action: 'retire' } }),
  config({ unused: { action: 'retire', after: 14, keepInactiveFor: 10 }, lateKeys: 'report' }),
];

// Few different ages, most of them at a boundary, so that two are often equal.
const age = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1, 6, 7, 10, 20, 60, 80, 90, 91, 100, 110, 120), weight: 9 },
  { arbitrary: fc.integer({ min: 0, max: 400 }), weight: 1 },
);
const jitter = fc.constantFrom(0, 0, -1, 1);
const time = fc.tuple(age, jitter).map(([days, seconds]) => ago({ days, seconds }));
const use: fc.Arbitrary<LastUse | undefined> = fc.option(
  fc.record({ at: time, service: fc.constantFrom('sts', 's3'), region: fc.constant('eu-west-1') }),
  { nil: undefined },
);
const stages = fc.constantFrom<string[] | undefined>(
  undefined,
  undefined,
  [],
  ['AWSCURRENT'],
  ['AWSPENDING'],
  ['AWSPREVIOUS'],
  ['AWSCURRENT', 'AWSPENDING'],
);
const status = fc.constantFrom('Active', 'Active', 'Active', 'Inactive', 'Expired');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** A key and everything that may be known about it. */
const keyStory = fc.record({ CreateDate: time, Status: status, use, stages, told: maybe(time), inactiveSince: maybe(time) });

const intent = fc.record({
  at: fc.oneof(
    time,
    fc.constantFrom({ hours: 1 }, { minutes: 59 }, { hours: 2 }).map((early) => ago(early)),
  ),
  keyIds: fc.subarray(ids),
});

const tags = fc.constantFrom<Record<string, string>>(
  {},
  {},
  {},
  { 'access-key-sweeper:exempt': 'x' },
  { 'access-key-sweeper:hold-until': '2027-01-01' },
);

/**
 * A user with up to three keys in any state. A mark of a creation may be as old as one of the keys, or of any age.
 */
const anyUser: fc.Arbitrary<User> = fc
  .record({
    stories: fc.oneof(
      { arbitrary: fc.array(keyStory, { minLength: 2, maxLength: 2 }), weight: 2 },
      { arbitrary: fc.array(keyStory, { maxLength: 3 }), weight: 1 },
    ),
    intents: fc.oneof(fc.constant([]), fc.array(intent, { maxLength: 2 })),
    mintedWith: maybe(fc.nat(2)),
    tags,
    forced: fc.boolean(),
    deleted: fc.boolean(),
  })
  .map(({ stories, intents, mintedWith, deleted, ...rest }) => {
    const keys = stories.map(({ CreateDate, Status }, i) => accessKey({ AccessKeyId: ids[i] ?? '', CreateDate, Status }));
    const minted = keys[mintedWith ?? -1];
    const marks = minted ? [...intents, { at: minted.CreateDate, keyIds: [] }] : intents;
    const byId = <T>(pick: (story: (typeof stories)[number]) => T | undefined) =>
      Object.fromEntries(
        stories.flatMap((story, i) => {
          const value = pick(story);
          return value === undefined ? [] : [[ids[i] ?? '', value]];
        }),
      ) as Record<string, T>;
    return aUser({
      keys,
      intents: marks,
      used: byId((story) => story.use),
      stages: withoutDoubles(byId((story) => story.stages)),
      told: byId((story) => story.told),
      inactiveSince: byId((story) => story.inactiveSince),
      secret: { deleted },
      ...rest,
    });
  });

/** Leaves each label on one version, as Secrets Manager does. */
function withoutDoubles(stages: Record<string, string[]>): Record<string, string[]> {
  const seen = new Set<string>();
  return Object.fromEntries(
    Object.entries(stages).map(([id, labels]) => [
      id,
      labels.filter((label) => {
        const isNew = !seen.has(label);
        seen.add(label);
        return isNew;
      }),
    ]),
  );
}

const anySettings = fc.constantFrom(...settings);

const isTaken = ({ action }: Decision) => action === 'deactivate' || action === 'delete';
const isActive = ({ Status }: AccessKey) => Status === 'Active';

/** A decision in words, for failures. */
const inWords = ({ key, rule, action, age, postponed }: Decision) =>
  `${action} ${key.Status} ${key.AccessKeyId} of ${age} days: ${rule}, ${postponed ?? 'now'}`;

/** Checks that there is no such decision for any user under any settings. */
function noDecision(law: string, isWrong: (decision: Decision, user: User, plan: Plan) => boolean, users = anyUser): void {
  it(law, () => {
    fc.assert(
      fc.property(users, anySettings, (user, settings) => {
        const plan = decide(user, settings, now);
        expect(plan.decisions.filter((one) => isWrong(one, user, plan)).map(inWords)).toEqual([]);
      }),
      parametersOf('rules', sizes.rules),
    );
  });
}

/** When the owner was told of the key; undefined if never. */
const toldAt = (user: User, { AccessKeyId }: AccessKey) =>
  user.evidence?.tags.toldSince.find((mark) => mark.AccessKeyId === AccessKeyId)?.at;

const inactiveAt = (user: User, { AccessKeyId }: AccessKey) =>
  user.evidence?.tags.inactiveSince.find((mark) => mark.AccessKeyId === AccessKeyId)?.at;

afterAll(() => print(`Laws of rules and limits: ${sizes.rules} cases for each`));

describe('laws of deciding', () => {
  noDecision('G1: a user keeps an Active key, unless each of them is unused or an orphan', ({ key, rule }, _, plan) => {
    const active = plan.decisions.filter((one) => isActive(one.key));
    return isActive(key) && active.every(isTaken) && rule !== 'unused-done' && rule !== 'orphan';
  });

  const oldUnstored = fc
    .array(fc.record({ age: fc.constantFrom(91, 100, 110), used: maybe(time) }), { minLength: 2, maxLength: 3 })
    .map((stories) => {
      const byId = <T>(pick: (story: (typeof stories)[number]) => T) =>
        Object.fromEntries(stories.map((story, i) => [ids[i] ?? '', pick(story)]));
      return aUser({
        keys: stories.map(({ age }, i) => accessKey({ AccessKeyId: ids[i] ?? '', age })),
        told: byId(() => ago({ days: 20 })),
        used: byId(({ used }) => used),
      });
    });

  noDecision(
    'G1: of old keys that nobody stored, all told of, one stays, unless all are unused',
    ({ rule }, _, { decisions }) => decisions.every(isTaken) && rule !== 'unused-done',
    oldUnstored,
  );

  noDecision(
    'G1: an Active key goes only after its owner was told for the whole overlap, or as an orphan',
    ({ key, action, rule }, user) => {
      const told = toldAt(user, key);
      const isOver = told !== undefined && told <= ago({ days: 10 });
      return action === 'deactivate' && rule !== 'orphan' && !isOver;
    },
  );

  it('G1–G9: a user with a profile is decided on, and told, as under its thresholds for all', () => {
    const sets = [
      { create: { from: 20, to: 60 }, deactivate: { from: 80, to: 100 }, delete: { after: 110, inactiveFor: 20 } },
      { create: { from: 80, to: 90 }, deactivate: { from: 100, to: 110 }, delete: { after: 120, inactiveFor: 6 } },
    ];
    fc.assert(
      fc.property(anyUser, anySettings, fc.constantFrom(...sets), (user, settings, thresholds) => {
        const { evidence } = user;
        if (!evidence) return;
        const profiles = { other: thresholds };
        const picked = { ...user, evidence: { ...evidence, tags: { ...evidence.tags, profile: 'other' } } };
        const told = (one: User, account: Config) => {
          const plan = decide(one, account, now);
          return { decisions: plan.decisions, notice: ownerNotice(userResultOf(plan), contextOf(account)) };
        };
        expect(told(picked, { ...settings, profiles })).toEqual(told(user, { ...settings, thresholds }));
      }),
      parametersOf('rules', sizes.rules),
    );
  });

  it('a last use that a sweep does not ask for changes no decision and no text', () => {
    // Two keys that a sweep stored, as most users have.
    const usual = fc.tuple(keyStory, keyStory).map((stories) => {
      const keys = stories.map(({ CreateDate, Status }, i) => accessKey({ AccessKeyId: ids[i] ?? '', CreateDate, Status }));
      const used = Object.fromEntries(stories.map((story, i) => [ids[i] ?? '', story.use]));
      const labels = stories.map((story, i) => [ids[i] ?? '', i === 1 ? ['AWSCURRENT'] : (story.stages ?? ['AWSPREVIOUS'])]);
      return aUser({ keys, used, stages: withoutDoubles(Object.fromEntries(labels)) });
    });
    let unasked = 0;
    fc.assert(
      fc.property(fc.oneof(anyUser, usual), anySettings, (user, settings) => {
        const { evidence, keys } = user;
        // No key is used before it is made.
        fc.pre(keys.every((key) => (evidence?.lastUse.get(key.AccessKeyId)?.at ?? key.CreateDate) >= key.CreateDate));
        if (!evidence) return;
        const asked = keysToAskAbout({ ...user, evidence }, settings, now).map(({ AccessKeyId }) => AccessKeyId);
        const lastUse = new Map([...evidence.lastUse].filter(([id]) => asked.includes(id)));
        unasked += evidence.lastUse.size - lastUse.size;
        const told = (one: User) => {
          const plan = decide(one, settings, now);
          return { decisions: plan.decisions, notice: ownerNotice(userResultOf(plan), contextOf(settings)) };
        };
        expect(told({ ...user, evidence: { ...evidence, lastUse } })).toEqual(told(user));
      }),
      parametersOf('rules', sizes.rules),
    );
    expect(unasked, 'last uses that were not asked for').toBeGreaterThan(sizes.rules / 20);
  });

  noDecision('G2: no Active key is deleted, and no Inactive one before its time', ({ key, action, rule, age, deletion }, user) => {
    const since = inactiveAt(user, key);
    const isOver = since !== undefined && since <= ago({ days: deletion.kind === 'orphan' ? 1 : 6 });
    const isOfAge = age > 90 || deletion.kind === 'orphan' || rule === 'inactive-in-the-way';
    return action === 'delete' && !(key.Status === 'Inactive' && isOfAge && isOver);
  });

  noDecision('G3: an orphan was never stored and never used', ({ key, rule }, { evidence }) => {
    const isStored = evidence?.secret.versions.has(`access-key-sweeper-${key.AccessKeyId}`) ?? true;
    return rule === 'orphan' && (isStored || evidence?.lastUse.get(key.AccessKeyId) !== null);
  });

  it('every key gets exactly one decision, with a reason, oldest first', () => {
    fc.assert(
      fc.property(anyUser, anySettings, (user, settings) => {
        const { decisions } = decide(user, settings, now);
        expect(decisions.map(({ key }) => key.AccessKeyId).toSorted()).toEqual(user.keys.map(({ AccessKeyId }) => AccessKeyId).toSorted());
        const dates = decisions.map(({ key }) => key.CreateDate.toISOString());
        expect(dates, 'when the keys were created').toEqual(dates.toSorted());
        expect(decisions.filter(({ reason }) => !/\S/.test(reason)).map(inWords)).toEqual([]);
      }),
      parametersOf('rules', sizes.rules),
    );
  });

  it('decisions are the same each time, in whichever order AWS lists the keys', () => {
    fc.assert(
      fc.property(anyUser, anySettings, (user, settings) => {
        const turned = { ...user, keys: user.keys.toReversed() };
        const { decisions } = decide(user, settings, now);
        expect(decide(user, settings, now).decisions).toEqual(decisions);
        expect(decide(turned, settings, now).decisions).toEqual(decisions);
      }),
      parametersOf('rules', sizes.rules),
    );
  });

  noDecision('at most one replacement a user, and only where a slot is or becomes free', ({ action }, _, { decisions }) => {
    const created = decisions.filter((one) => one.action === 'create').length;
    const left = decisions.filter((one) => one.action !== 'delete').length;
    return action === 'create' && (created > 1 || left > 1);
  });
});

describe('laws of limiting', () => {
  type Limits = Config['limits'];

  const anyLimits: fc.Arbitrary<Limits> = fc.record({
    percent: fc.integer({ min: 1, max: 100 }),
    backlogPercent: fc.integer({ min: 1, max: 100 }),
    minimum: fc.integer({ min: 1, max: 5 }),
    surprising: fc.integer({ min: 0, max: 3 }),
    callsPerSecond: fc.constant(20),
  });
  const anyPlans = fc
    .tuple(fc.array(anyUser, { maxLength: 12 }), anySettings)
    .map(([users, settings]) => users.map((user): Plan => decide(user, settings, now)));
  const isSurprising = ({ rule }: Decision) => rule === 'orphan';
  const isToBeRetired = ({ rule, promised }: Decision) => rule === 'unused-waiting' && !promised?.toldAt;
  const isDone = ({ postponed }: Decision) => !postponed;
  const decisionsOf = (plans: readonly Plan[]) => plans.flatMap(({ decisions }) => decisions);

  /** Checks what `check` expects of any plans as they were and as they are limited. */
  function itHolds(law: string, check: (limited: Plan[], plans: Plan[], limits: Limits) => void): void {
    it(law, () => {
      fc.assert(
        fc.property(anyPlans, anyLimits, (plans, limits) => check(limit(plans, limits), plans, limits)),
        parametersOf('rules', sizes.rules),
      );
    });
  }

  itHolds('G8: each kind of act stays within the allowance, surprises apart', (limited, _, limits) => {
    const all = decisionsOf(limited);
    const allowance = Math.max(limits.minimum, (all.length * limits.percent) / 100);
    for (const action of ['create', 'deactivate', 'delete']) {
      const done = all.filter((one) => one.action === action && isDone(one) && !isSurprising(one));
      expect(done.length, `${action} done`).toBeLessThanOrEqual(allowance);
    }
  });

  itHolds('G8: few keys past deactivate.to are replaced', (limited, _, limits) => {
    const backlog = limited
      .filter(({ forced }) => !forced)
      .flatMap(({ config: { thresholds }, decisions }) =>
        decisions.filter((one) => one.action === 'create' && isDone(one) && one.age > thresholds.deactivate.to),
      );
    const most = Math.max(limits.minimum, (decisionsOf(limited).length * limits.backlogPercent) / 100);
    expect(backlog.length).toBeLessThanOrEqual(most);
  });

  itHolds('G8: no decision is dropped or changed, only postponed', (limited, plans) => {
    const plain = (all: readonly Plan[]) => decisionsOf(all).map(({ postponed, ...rest }) => rest);
    expect(plain(limited)).toEqual(plain(plans));
  });

  const fewOf = (limited: readonly Plan[], { backlogPercent }: Limits) =>
    Math.max(1, Math.floor((decisionsOf(limited).length * backlogPercent) / 100));

  itHolds('G8: all orphans are deactivated, or none', (limited, _, limits) => {
    const surprises = decisionsOf(limited).filter(isSurprising);
    const held = surprises.filter(({ postponed }) => postponed === 'held');
    const isTooMany = surprises.length > Math.min(limits.surprising, fewOf(limited, limits));
    expect(held.map(inWords)).toEqual(isTooMany ? surprises.map(inWords) : []);
  });

  itHolds('G8: few owners are told at once that their unused key ends', (limited, _, limits) => {
    const told = decisionsOf(limited).filter((one) => isToBeRetired(one) && isDone(one));
    expect(told.length).toBeLessThanOrEqual(fewOf(limited, limits));
  });

  itHolds('G8: only acts are postponed, and what waits is not more overdue than what happens', (limited) => {
    const all = decisionsOf(limited).filter(({ rule }) => rule !== 'in-flight');
    const acts = ['create', 'deactivate', 'delete'];
    expect(all.filter((one) => !isDone(one) && !acts.includes(one.action) && !isToBeRetired(one)).map(inWords)).toEqual([]);
    for (const action of ['deactivate', 'delete']) {
      const kind = all.filter((one) => one.action === action && !isSurprising(one));
      const youngest = Math.min(...kind.filter(isDone).map(({ age }) => age));
      const waiting = kind.filter((one) => !isDone(one) && one.age > youngest);
      expect(waiting.map(inWords), `${action} waits, and a younger key of ${youngest} days does not`).toEqual([]);
    }
  });

  itHolds('G8: a replacement is created only where a slot is or becomes free', (limited) => {
    const wrong = limited.filter(({ decisions }) => {
      const isCreated = decisions.some((one) => one.action === 'create' && isDone(one));
      return isCreated && decisions.filter((one) => one.action !== 'delete' || !isDone(one)).length > 1;
    });
    expect(decisionsOf(wrong).map(inWords)).toEqual([]);
  });

  itHolds('G1: what is limited still leaves every user a key', (limited) => {
    const wrong = limited.filter(({ decisions }) => {
      const active = decisions.filter(({ key }) => isActive(key));
      const gone = active.filter((one) => isTaken(one) && isDone(one));
      return active.length > 0 && gone.length === active.length && !gone.every((one) => isSurprising(one) || one.rule === 'unused-done');
    });
    expect(decisionsOf(wrong).map(inWords)).toEqual([]);
  });
});
