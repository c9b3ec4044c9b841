import { describe, expect, it } from 'vitest';
import { accessKey, ago, aUser, decisionOf, first, type Overrides, second } from '../../tools/builders.ts';

const two = [accessKey({ age: 70 }), accessKey({ AccessKeyId: second, age: 7 })];
const replaced = { keys: two, stages: { [second]: ['AWSCURRENT'] } };
const retire = { retireUnusedAfterDays: 45 };

describe('reasons', () => {
  it.each<[string, Parameters<typeof aUser>[0], Overrides, string]>([
    ['a fresh key', { keys: [accessKey({ age: 30 })] }, {}, '30 days old, due for replacement from day 60'],
    ['a due key', { keys: [accessKey({ age: 60 })] }, {}, '60 days old, due for replacement from day 60'],
    [
      'the last day before late',
      { keys: [accessKey({ age: 70 })] },
      {},
      '70 days old, due for replacement from day 60',
    ],
    [
      'a late key',
      { keys: [accessKey({ age: 71 })] },
      {},
      '71 days old, late: due for replacement from day 60 to 70',
    ],
    [
      'a forced young key',
      { keys: [accessKey({ age: 59 })], forced: true },
      {},
      '59 days old; a person asked to rotate this user now',
    ],
    [
      'a forced due key',
      { keys: [accessKey({ age: 60 })], forced: true },
      {},
      '60 days old, due for replacement from day 60',
    ],
    [
      'a late key only reported',
      { keys: [accessKey({ age: 71 })] },
      { lateKeys: 'report' },
      '71 days old, past 70, and late keys are only reported (lateKeys)',
    ],
    [
      'an owner told today',
      { ...replaced, told: { [first]: ago({ hours: 23 }) } },
      {},
      `replaced by ${second}; deactivated from day 80; its owner was told today`,
    ],
    [
      'an owner told a day ago',
      { ...replaced, told: { [first]: ago({ days: 1 }) } },
      {},
      `replaced by ${second}; deactivated from day 80; its owner was told 1 day ago`,
    ],
    [
      'an owner told two days ago',
      { ...replaced, told: { [first]: ago({ days: 2 }) } },
      {},
      `replaced by ${second}; deactivated from day 80; its owner was told 2 days ago`,
    ],
    [
      'an owner not told yet',
      replaced,
      {},
      `replaced by ${second}; deactivated from day 80; its owner is told now`,
    ],
    [
      'an owner told by a clock ahead',
      { ...replaced, told: { [first]: ago({ minutes: -59 }) } },
      {},
      `replaced by ${second}; deactivated from day 80; its owner was told today`,
    ],
    [
      'an unused key',
      { keys: [accessKey({ age: 50 })], used: { [first]: ago({ days: 46 }) } },
      retire,
      'last used 46 days ago; keys unused for 45 days are deactivated',
    ],
    [
      'a key never used',
      { keys: [accessKey({ age: 50 })] },
      retire,
      'never used; keys unused for 45 days are deactivated',
    ],
    [
      'a key in flight',
      { keys: two, intents: [{ at: ago({}) }] },
      {},
      'another sweep began to create a key for this user less than an hour ago',
    ],
    [
      'an unfinished key',
      { keys: two, stages: { [first]: ['AWSPENDING'] } },
      {},
      'an earlier sweep stored this key but did not get to make it current',
    ],
    [
      'an Inactive key that is current',
      { keys: [accessKey({ Status: 'Inactive' })], stages: { [first]: ['AWSCURRENT'] } },
      {},
      'it is Inactive, yet it is the key that consumers fetch as current',
    ],
    [
      'an Inactive key without a mark',
      { keys: [accessKey({ Status: 'Inactive' })] },
      {},
      'it is Inactive and nothing valid says since when',
    ],
    [
      'an Inactive key that waits',
      { keys: [accessKey({ Status: 'Inactive' })], inactiveSince: { [first]: ago({}) } },
      {},
      'Inactive; deleted when older than 90 days and Inactive for 6',
    ],
    [
      'a late, unused key that was replaced',
      { ...replaced, keys: [accessKey({ age: 400 }), accessKey({ AccessKeyId: second, age: 7 })] },
      {},
      `replaced by ${second} and was never used; its owner is told now`,
    ],
    ['no slot', { keys: two }, {}, '70 days old, but the user has no free slot for a replacement'],
    [
      'two keys in use',
      { keys: two, used: { [first]: ago({}), [second]: ago({}) } },
      {},
      'the user uses two keys and stores neither with us; this one was last used today',
    ],
  ])('given %s, the reason says it in words', (_, known, overrides, reason) => {
    expect(decisionOf(aUser(known), first, overrides).reason).toBe(reason);
  });
});
