import { describe, expect, it } from 'vitest';
import {
  ago,
  aUser,
  decisionOf,
  first,
  inactive,
  type Moment,
  now,
  type Overrides,
  proof,
  rulesFor,
  second,
  type Time,
  third,
  today,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

type Row = [given: string, rules: string, user: UserSketch, overrides?: Overrides];

const daily: Overrides = { everyDays: 1, deploy: { schedule: 'rate(1 day)' } };
const guardsOff: Overrides = { inUseWithinDays: 0 };
const used = (at: Moment) => ({ used: { [first]: at } });
const told = (at: Moment) => ({ told: { [first]: at } });
/** Its owner was told of no extra time. */
const noGrace = { days: { latest: today, kind: 'any' } } as const;
const bothTold = { told: { [first]: 20, [second]: 20 } };

/** A key of this age and its replacement; the owner was told 20 days ago. */
const replaced = (age: number, newAge = 20): UserSketch => ({ ...withKeys(age, newAge), current: second, ...told(20) });

const createdAgo = (time: Time): UserSketch => ({ ...replaced(0), ...withKeys({ CreateDate: ago(time) }, 20) });

describe('superseded-waiting, superseded-done and superseded-in-use', () => {
  it.each<Row>([
    ['too young to be replaced', 'fresh', replaced(59)],
    ['old enough to be replaced', 'superseded-waiting', replaced(60)],
    ['a day too young to be deactivated', 'superseded-waiting', replaced(79)],
    ['old enough to be deactivated', 'superseded-done', replaced(80)],
    // Its owner was told today, as a day; its age is of 24-hour periods.
    ['old enough to be deactivated later today', 'superseded-waiting', createdAgo({ days: 79, hours: 12 })],
    ['whose owner was told 10 days ago', 'superseded-done', { ...replaced(85), ...told(10) }],
    ['whose owner was told a second less than 10 days ago', 'superseded-waiting', { ...replaced(85), ...told({ days: 10, seconds: -1 }) }],
    ['whose owner was never told', 'superseded-waiting', { ...replaced(85), told: {} }],
    ['past everything, whose owner was never told', 'superseded-waiting', { ...replaced(400), told: {}, ...used(30) }],
    ['in use, the next sweep before its end', 'superseded-in-use', { ...replaced(82), ...used(1) }],
    ['in use, the next sweep at its end', 'superseded-done', { ...replaced(83), ...used(1) }],
    ['in use, its extra time over later today', 'superseded-done', { ...createdAgo({ days: 82, hours: 6, seconds: 1 }), ...used(1) }],
    ['in use, its extra time over at midnight', 'superseded-in-use', { ...createdAgo({ days: 82, hours: 6 }), ...used(1) }],
    ['in use, swept daily, the next sweep before its end', 'superseded-in-use', { ...replaced(88), ...used(1) }, daily],
    ['in use, swept daily, the next sweep at its end', 'superseded-done', { ...replaced(89), ...used(1) }, daily],
    // AWS shows a use late, so the last one may be a day younger.
    ['last used a second less than 8 days ago', 'superseded-in-use', { ...replaced(80), ...used({ days: 8, seconds: -1 }) }],
    ['last used 8 days ago', 'superseded-done', { ...replaced(80), ...used(8) }],
    ['used right now', 'superseded-in-use', { ...replaced(80), ...used(0) }],
    ['used by a clock ahead of ours', 'superseded-in-use', { ...replaced(80), ...used(-2) }],
    ['used by a clock ahead of ours, the guards off', 'superseded-done', { ...replaced(80), ...used(-2), ...noGrace }, guardsOff],
    ['in use, the guards off', 'superseded-done', { ...replaced(80), ...used(0), ...noGrace }, guardsOff],
    ['in use, the guards off since its owner was told of more time', 'superseded-in-use', { ...replaced(80), ...used(0) }, guardsOff],
    ['last used in the second its replacement was created', 'superseded-done', { ...replaced(80, 3), ...used(3) }],
    ['last used a second later', 'superseded-in-use', { ...replaced(80, 3), ...used({ days: 3, seconds: -1 }) }],
    ['in use, whose owner was never told', 'superseded-waiting', { ...replaced(80), told: {}, ...used(0) }],
  ])('given a replaced key %s, %s', (_, rule, user, overrides) => {
    expect(rulesFor(aUser(user), overrides).split(', ')[0]).toBe(rule);
  });

  it('given the mark that the owner was told in other case, it counts', () => {
    const tags = { [`ACCESS-KEY-SWEEPER:Told-Since:${first.toLowerCase()}`]: `${ago(10).toISOString()} ${today} ${today} any` };
    expect(rulesFor(aUser({ ...replaced(85), told: {}, tags }))).toBe('superseded-done, fresh');
  });

  it.each<[string, string, UserSketch]>([
    ['superseded-in-use', 'keep', { ...replaced(80), ...used(0) }],
    ['superseded-done', 'deactivate', replaced(85)],
    ['superseded-waiting', 'keep', replaced(60)],
  ])('given %s, the action is %s', (rule, action, user) => {
    expect(decisionOf(aUser(user), first)).toMatchObject({ rule, action });
  });

  it.each<[string, string, UserSketch]>([
    ['never', 'superseded-waiting, fresh', { told: {} }],
    ['a day ago', 'superseded-done, fresh', { ...told(1), days: { earliest: today, latest: today } }],
  ])('given daily sweeps, an overlap of a day, and an owner told %s: %s', (_, rules, more) => {
    expect(rulesFor(aUser({ ...replaced(85), ...more }), { ...daily, thresholds: { create: { to: 79 } } })).toBe(rules);
  });
});

describe('the replacement that the sweeper created', () => {
  it.each<Row>([
    ['current', 'superseded-done, fresh', replaced(85)],
    ['Inactive', 'no-slot, inactive-current', { ...replaced(85), ...withKeys(85, inactive(20)) }],
    ['Expired', 'no-slot, unknown-status', { ...replaced(85), ...withKeys(85, { age: 20, Status: 'Expired' }) }],
    ['older', 'no-slot, no-slot', replaced(85, 86)],
    ['gone', 'create', { ...replaced(85), ...withKeys(85) }],
    ['previous', 'no-slot, fresh', { ...replaced(85), current: '', stages: { [second]: ['AWSPREVIOUS'] } }],
    ['previous, the old key current again', 'no-slot, fresh', { ...replaced(85), current: first, stages: { [second]: ['AWSPREVIOUS'] } }],
    ['in a secret scheduled for deletion', 'no-slot, fresh', { ...replaced(85), secret: { deleted: true } }],
    ['unfinished', 'superseded-done, unfinished', { ...replaced(85), current: '', stages: { [second]: ['AWSPENDING'] } }],
    ['only in use, the old key current', 'no-slot, fresh', { ...replaced(85), current: first, used: { [second]: 0 } }],
    ['of the same second with a later id', 'superseded-done, no-slot', { ...replaced(85, 85), ...bothTold }],
    ['of the same second with an earlier id', 'no-slot, no-slot', { ...replaced(85, 85), current: first, ...bothTold }],
  ])('given a key whose replacement is %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it.each<Row>([
    ['one Expired', 'superseded-done, fresh, unknown-status', { ...replaced(85), ...withKeys(85, 20, { age: 20, Status: 'Expired' }) }],
    [
      'the youngest current',
      'superseded-done, superseded-done, fresh',
      { ...withKeys(100, 85, 20), current: third, ...bothTold, ...used(30) },
    ],
  ])('given three keys, %s: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it.each<[given: string, replacement: string, user: UserSketch]>([
    ['the middle one replaced by the youngest', third, { used: { [second]: 60, [third]: 1 } }],
    ['the middle one current, the youngest in use', second, { current: second, used: { [third]: 1 } }],
  ])('given three keys, %s, the oldest is replaced by one that stays', (_, replacement, user) => {
    const bob = aUser({ ...withKeys(84, 64, 21), ...user });
    const found = decisionOf(bob, first);
    expect(found.replacement?.AccessKeyId).toBe(replacement);
    expect(decisionOf(bob, replacement).inOverlap).toBe(false);
  });

  it('given two young keys whose evidence was not read, both are fresh', () => {
    expect(rulesFor({ ...aUser(withKeys(40, 30)), evidence: undefined })).toBe('fresh, fresh');
  });
});

describe('a replacement that a person created', () => {
  const sts = { days: 20, minutes: -15 };

  it.each<Row>([
    ['used, the older one never', 'superseded-done', { used: { [second]: 15 } }],
    ['never used', 'no-slot', {}],
    ['used by sts 15 minutes after its creation', 'no-slot', { used: { [second]: proof(sts) } }],
    ['used by sts a second later', 'superseded-done', { used: { [second]: proof({ ...sts, seconds: -1 }) } }],
    ['used by s3 a minute after its creation', 'superseded-done', { used: { [second]: { days: 20, minutes: -1 } } }],
    // A job that runs once a month may still use the older one.
    ['used, the older one last a second less than 36 days ago', 'no-slot', { used: { [first]: { days: 36, seconds: -1 }, [second]: 15 } }],
    ['used, the older one last 36 days ago', 'superseded-done', { used: { [first]: 36, [second]: 15 } }],
    [
      'used, the older one last 36 days ago, which counts as lately',
      'two-in-use',
      { used: { [first]: 36, [second]: 15 } },
      { inUseWithinDays: 36 },
    ],
    ['used a minute after the older one, 40 days ago', 'superseded-done', { used: { [first]: { days: 40, minutes: 1 }, [second]: 40 } }],
    [
      'used in the same minute as the older one, 40 days ago',
      'no-slot',
      { used: { [first]: { days: 40, seconds: -59 }, [second]: { days: 40, seconds: -1 } } },
    ],
    ['used, the older one too, the guards off', 'no-slot', { used: { [first]: now, [second]: 15 } }, guardsOff],
    ['used, but the sweeper stored it once', 'no-slot', { used: { [second]: 15 }, stages: { [second]: [] } }],
    ['used, the secret scheduled for deletion', 'superseded-done', { used: { [second]: 15 }, secret: { deleted: true } }],
  ])('given a key whose replacement was %s, %s', (_, rule, more, overrides) => {
    expect(rulesFor(aUser({ ...withKeys(85, 20), ...told(20), ...more }), overrides)).toBe(`${rule}, fresh`);
  });

  it.each<Row>([
    ['of 35 days that nobody ever used', 'no-slot, fresh', { ...withKeys(35, 5), used: { [second]: 1 } }],
    ['of 36 days that nobody ever used', 'superseded-waiting, fresh', { ...withKeys(36, 5), used: { [second]: 1 } }],
  ])('given a key %s, and its replacement is used: %s', (_, rules, user) => {
    const thresholds = { create: { from: 30, to: 47 }, deactivate: { from: 48, to: 60 }, delete: { after: 60 } };
    expect(rulesFor(aUser(user), { ...daily, thresholds })).toBe(rules);
  });
});
