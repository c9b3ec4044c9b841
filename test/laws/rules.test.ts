import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { decide } from '../../lib/decide/decide.ts';
import { limit } from '../../lib/decide/limit.ts';
import type { Action, Decision, Plan } from '../../lib/model/plan.ts';
import type { AccessKey, LastUse, User } from '../../lib/model/user.ts';
import { ownerNotice } from '../../lib/notify/owner/owner-notice.ts';
import { accessKey, ago, aUser, config, contextOf, now, userResultOf } from '../tools/builders.ts';

// fast-check prints the seed and the path of a failure; FC_SEED repeats it.
const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const parameters = { seed, numRuns: Number(process.env.FC_RUNS ?? 1000) };

const ids = ['AKIA1OSFODNN7EXAMPLE', 'AKIA2OSFODNN7EXAMPLE', 'AKIA3OSFODNN7EXAMPLE'];
const settings = [
  config(),
  config({ inUseWithinDays: 0 }),
  config({ retireUnusedAfterDays: 45 }),
  config({ retireUnusedAfterDays: 1, lateKeys: 'report' }),
];

// Few different moments, most of them at a boundary, so that they often meet.
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

/** A key and all that is known about it. */
const keyStory = fc.record({
  CreateDate: time,
  Status: status,
  use,
  stages,
  told: maybe(time),
  inactiveSince: maybe(time),
});

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

/** A user with up to three keys in any state; a mark, if any, at the creation of one of its keys or anywhen. */
const anyCase: fc.Arbitrary<User> = fc
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
    const keys = stories.map(({ CreateDate, Status }, i) =>
      accessKey({ AccessKeyId: ids[i] ?? '', CreateDate, Status }),
    );
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

/** A secret has each label on one version at most. */
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

const setting = fc.constantFrom(...settings);

const isTaken = ({ action }: Decision) => action === 'deactivate' || action === 'delete';
const isActive = ({ Status }: AccessKey) => Status === 'Active';

describe(`laws of deciding (seed ${seed})`, () => {
  it('G1: a user keeps an Active key, unless the last was unused or an orphan', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) => {
        const active = decide(subject, settings, now).decisions.filter(({ key }) => isActive(key));
        const allTaken = active.length > 0 && active.every(isTaken);
        return !allTaken || active.every(({ rule }) => rule === 'unused' || rule === 'orphan');
      }),
      parameters,
    );
  });

  it('G1: of old keys that nobody stored, all told of, one stays, unless all were unused', () => {
    const old = fc.record({ age: fc.constantFrom(91, 100, 110), used: maybe(time) });
    fc.assert(
      fc.property(fc.array(old, { minLength: 2, maxLength: 3 }), setting, (stories, settings) => {
        const byId = <T>(pick: (story: (typeof stories)[number]) => T) =>
          Object.fromEntries(stories.map((story, i) => [ids[i] ?? '', pick(story)]));
        const subject = aUser({
          keys: stories.map(({ age }, i) => accessKey({ AccessKeyId: ids[i] ?? '', age })),
          told: byId(() => ago({ days: 20 })),
          used: byId(({ used }) => used),
        });
        const { decisions } = decide(subject, settings, now);
        return !decisions.every(isTaken) || decisions.every(({ rule }) => rule === 'unused');
      }),
      parameters,
    );
  });

  it('G1: an Active key goes only after its owner was told for the whole overlap, or as unused or an orphan', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) =>
        decide(subject, settings, now).decisions.every(({ key, action, rule }) => {
          if (action !== 'deactivate' || rule === 'unused') return true;
          const told = subject.evidence?.tags.toldSince.find(
            (mark) => mark.AccessKeyId === key.AccessKeyId,
          )?.at;
          return told !== undefined && told <= ago({ days: 10 });
        }),
      ),
      parameters,
    );
  });

  it('G1–G9: a user with a profile is decided on, and told, as under its thresholds for all', () => {
    const sets = [
      {
        create: { from: 20, to: 60 },
        deactivate: { from: 80, to: 100 },
        delete: { after: 110, inactiveFor: 20 },
      },
      {
        create: { from: 80, to: 90 },
        deactivate: { from: 100, to: 110 },
        delete: { after: 120, inactiveFor: 6 },
      },
    ];
    fc.assert(
      fc.property(anyCase, setting, fc.constantFrom(...sets), (subject, settings, thresholds) => {
        const { evidence } = subject;
        if (!evidence) return;
        const profiles = { other: thresholds };
        const picked = {
          ...subject,
          evidence: { ...evidence, tags: { ...evidence.tags, profile: 'other' } },
        };
        const told = (one: User, account: Config) => {
          const plan = decide(one, account, now);
          return { decisions: plan.decisions, notice: ownerNotice(userResultOf(plan), contextOf(account)) };
        };
        expect(told(picked, { ...settings, profiles })).toEqual(told(subject, { ...settings, thresholds }));
      }),
      parameters,
    );
  });

  it('G2: no Active key is deleted but an orphan, and no Inactive one before its time', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) =>
        decide(subject, settings, now).decisions.every(({ key, action, rule, age }) => {
          if (action !== 'delete' || rule === 'orphan') return true;
          const since = subject.evidence?.tags.inactiveSince.find(
            (m) => m.AccessKeyId === key.AccessKeyId,
          )?.at;
          return key.Status === 'Inactive' && age > 90 && since !== undefined && since <= ago({ days: 6 });
        }),
      ),
      parameters,
    );
  });

  it('G3: an orphan was never stored and never used', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) =>
        decide(subject, settings, now).decisions.every(
          ({ key, rule }) =>
            rule !== 'orphan' ||
            (subject.evidence?.lastUse.get(key.AccessKeyId) === null &&
              !subject.evidence.secret.versions.has(`access-key-sweeper-${key.AccessKeyId}`)),
        ),
      ),
      parameters,
    );
  });

  it('every key gets exactly one decision, with a reason, oldest first', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) => {
        const { decisions } = decide(subject, settings, now);
        expect(decisions.map(({ key }) => key.AccessKeyId).toSorted()).toEqual(
          subject.keys.map(({ AccessKeyId }) => AccessKeyId).toSorted(),
        );
        const times = decisions.map(({ key }) => key.CreateDate.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const { reason } of decisions) expect(reason).toMatch(/\S/);
      }),
      parameters,
    );
  });

  it('decisions are the same each time, in whichever order AWS lists the keys', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) => {
        const turned = { ...subject, keys: subject.keys.toReversed() };
        const { decisions } = decide(subject, settings, now);
        expect(decide(subject, settings, now).decisions).toEqual(decisions);
        expect(decide(turned, settings, now).decisions).toEqual(decisions);
      }),
      parameters,
    );
  });

  it('at most one replacement a user, and only where a slot is or becomes free', () => {
    fc.assert(
      fc.property(anyCase, setting, (subject, settings) => {
        const { decisions } = decide(subject, settings, now);
        const created = decisions.filter(({ action }) => action === 'create').length;
        const left = decisions.filter(({ action }) => action !== 'delete').length;
        return created === 0 || (created === 1 && left < 2);
      }),
      parameters,
    );
  });
});

describe(`laws of limiting (seed ${seed})`, () => {
  const limits = fc.record({
    percent: fc.integer({ min: 1, max: 100 }),
    minimum: fc.integer({ min: 1, max: 5 }),
    surprising: fc.integer({ min: 0, max: 3 }),
    callsPerSecond: fc.constant(20),
  });
  const anyPlans = fc
    .tuple(fc.array(anyCase, { maxLength: 12 }), setting)
    .map(([cases, settings]) => cases.map((subject): Plan => decide(subject, settings, now)));
  const surprising = ({ rule }: Decision) => rule === 'orphan' || rule === 'unused';
  const decisionsOf = (plans: readonly Plan[]) => plans.flatMap((plan) => plan.decisions);

  it('G8: each kind of act stays within the allowance, surprises apart', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) => {
        const limited = decisionsOf(limit(plans, given));
        const allowance = Math.max(given.minimum, (limited.length * given.percent) / 100);
        return (['create', 'deactivate', 'delete'] as Action[]).every(
          (action) =>
            limited.filter((one) => one.action === action && !one.postponed && !surprising(one)).length <=
            allowance,
        );
      }),
      parameters,
    );
  });

  it('G8: no decision is dropped or changed, only postponed', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) => {
        const plain = (all: readonly Plan[]) => decisionsOf(all).map(({ postponed, ...rest }) => rest);
        expect(plain(limit(plans, given))).toEqual(plain(plans));
      }),
      parameters,
    );
  });

  it('G8: all of the surprising acts happen, or none', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) => {
        const surprises = decisionsOf(limit(plans, given)).filter(surprising);
        const held = surprises.filter(({ postponed }) => postponed === 'held').length;
        expect(held).toBe(surprises.length > given.surprising ? surprises.length : 0);
      }),
      parameters,
    );
  });

  it('G8: only acts are postponed, and what waits is not more overdue than what happens', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) => {
        const limited = decisionsOf(limit(plans, given)).filter(({ rule }) => rule !== 'in-flight');
        for (const { action, postponed } of limited) {
          if (postponed) expect(['create', 'deactivate', 'delete']).toContain(action);
        }
        for (const action of ['deactivate', 'delete']) {
          const kind = limited.filter((one) => one.action === action && !surprising(one));
          const goes = kind.filter(({ postponed }) => !postponed).map((one) => one.age);
          const waits = kind.filter(({ postponed }) => postponed).map((one) => one.age);
          expect(Math.min(...goes, Infinity)).toBeGreaterThanOrEqual(Math.max(...waits, -1));
        }
      }),
      parameters,
    );
  });

  it('G8: a replacement is created only where a slot is or becomes free', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) =>
        limit(plans, given).every(({ decisions }) => {
          const isCreated = decisions.some((one) => one.action === 'create' && !one.postponed);
          return !isCreated || decisions.filter((one) => one.action !== 'delete' || one.postponed).length < 2;
        }),
      ),
      parameters,
    );
  });

  it('G1: what is limited still leaves every user a key', () => {
    fc.assert(
      fc.property(anyPlans, limits, (plans, given) =>
        limit(plans, given).every(({ decisions }) => {
          const active = decisions.filter(({ key }) => isActive(key));
          const gone = active.filter((one) => isTaken(one) && !one.postponed);
          return active.length === 0 || gone.length < active.length || gone.every(surprising);
        }),
      ),
      parameters,
    );
  });
});
