import { decide } from '../../lib/decide/decide.ts';
import type { Result } from '../../lib/model/plan.ts';
import { refusalOf } from '../../lib/model/refusal.ts';
import type { Notice } from '../../lib/notify/notice.ts';
import { ownerNotice } from '../../lib/notify/owner/owner-notice.ts';
import type { OwnerEvent } from '../../lib/notify/owner/owner-texts.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  contextOf,
  first,
  keyHolder,
  now,
  type Overrides,
  second,
  userResultOf,
} from './builders.ts';

export type Known = NonNullable<Parameters<typeof aUser>[0]>;

/** The notice about a case that was decided and carried out. */
export function noticeOf(
  known: Known,
  overrides: Overrides = {},
  result: Partial<Result> = {},
): Notice | undefined {
  const settings = config(overrides);
  return ownerNotice(userResultOf(decide(aUser(known), settings, now), result), contextOf(settings));
}

/** An old key of bob's and the one made for it, its owner told long ago. */
export const replaced: Known = {
  keys: [accessKey({ age: 80 }), accessKey({ AccessKeyId: second, age: 20 })],
  stages: { [second]: ['AWSCURRENT'] },
  told: { [first]: ago({ days: 20 }) },
  used: { [first]: ago({ days: 25 }) },
};

/** The same in the first week. */
export const waiting: Known = {
  ...replaced,
  keys: [accessKey({ age: 70 }), accessKey({ AccessKeyId: second, age: 7 })],
  told: { [first]: ago({ days: 7 }) },
};

/** A key first seen when it was far too old, in use until yesterday. */
export const lateInUse: Known = {
  ...waiting,
  keys: [accessKey({ age: 300 }), accessKey({ AccessKeyId: second, age: 7 })],
  used: { [first]: ago({ days: 1 }) },
};

/** Two keys that nobody stored with us, the older one unused. */
export const crowded: Known = {
  keys: [accessKey({ age: 95 }), accessKey({ AccessKeyId: second, age: 20 })],
  used: { [second]: ago({ days: 1 }) },
};

export const inactive: Known = { keys: [accessKey({ age: 88, Status: 'Inactive' })] };

export const full: Known = {
  keys: [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 1 })],
  used: { [first]: ago({ days: 1 }) },
};

export const bothInUse: Known = {
  ...full,
  keys: [accessKey({ age: 75 }), accessKey({ AccessKeyId: second, age: 62 })],
  used: { [first]: ago({ days: 1 }), [second]: ago({ days: 2 }) },
};

const notOurs: Known = {
  keys: [accessKey({ age: 65 })],
  secret: refusalOf({}, 'iam-access-keys/bob', keyHolder()),
};

export type Example = {
  /** When an owner gets it. */
  title: string;
  event: OwnerEvent;
  known: Known;
  overrides?: Overrides;
  result?: Partial<Result>;
};

/** Every notice that an owner may get, once each. */
export const examples: readonly Example[] = [
  {
    title: 'A replacement was created',
    event: 'create',
    known: { keys: [accessKey({ age: 65 })], used: { [first]: ago({ days: 1 }) } },
  },
  {
    title: 'A late key in use was replaced',
    event: 'create',
    known: { keys: [accessKey({ age: 300 })], used: { [first]: ago({ days: 1 }) } },
  },
  { title: 'The old key waits for its end', event: 'superseded-waiting', known: waiting },
  {
    title: 'A late key waits for its end and is still in use',
    event: 'superseded-waiting',
    known: lateInUse,
  },
  {
    title: 'The old key is still in use near the deadline',
    event: 'superseded-in-use',
    known: { ...replaced, used: { [first]: ago({ days: 2 }) } },
  },
  { title: 'The old key was deactivated', event: 'superseded-done', known: replaced },
  { title: 'An unused key takes the slot that a replacement needs', event: 'in-the-way', known: crowded },
  {
    title: 'That key was deactivated',
    event: 'in-the-way-done',
    known: { ...crowded, told: { [first]: ago({ days: 10 }) } },
  },
  {
    title: 'An unused key was deactivated',
    event: 'unused',
    known: { keys: [accessKey({ age: 50 })] },
    overrides: { retireUnusedAfterDays: 45 },
  },
  { title: 'A key was found Inactive', event: 'inactive-unmarked', known: inactive },
  {
    title: 'An Inactive key waits for its deletion',
    event: 'inactive-waiting',
    known: { ...inactive, inactiveSince: { [first]: ago({ days: 5 }) } },
  },
  {
    title: 'An Inactive key was deleted',
    event: 'inactive-past-delete',
    known: {
      keys: [accessKey({ age: 95, Status: 'Inactive' }), accessKey({ AccessKeyId: second, age: 30 })],
      stages: { [second]: ['AWSCURRENT'] },
      inactiveSince: { [first]: ago({ days: 7 }) },
    },
  },
  { title: 'Two keys are in use', event: 'two-in-use', known: bothInUse },
  { title: 'There is no free slot', event: 'no-slot', known: full },
  {
    title: 'There is no free slot for a forced replacement',
    event: 'no-slot',
    known: {
      ...full,
      keys: [accessKey({ age: 20 }), accessKey({ AccessKeyId: second, age: 1 })],
      forced: true,
    },
  },
  {
    title: 'A late key is only reported',
    event: 'late',
    known: { keys: [accessKey({ age: 75 })], used: { [first]: ago({ days: 1 }) } },
    overrides: { lateKeys: 'report' },
  },
  { title: 'The secret is not ours to write', event: 'unwritable', known: notOurs },
  {
    title: 'The key in the secret is Inactive',
    event: 'inactive-current',
    known: { ...inactive, stages: { [first]: ['AWSCURRENT'] } },
  },
  {
    title: 'A key is neither Active nor Inactive',
    event: 'unknown-status',
    known: { keys: [accessKey({ age: 30, Status: 'Expired' })] },
  },
  {
    title: 'An interrupted creation was finished',
    event: 'unfinished',
    known: { keys: [accessKey({ age: 1 })], stages: { [first]: ['AWSPENDING'] } },
  },
  {
    title: 'A key that nobody had was deleted',
    event: 'orphan',
    known: { keys: [accessKey({ CreateDate: ago({ hours: 2 }) })], intents: [{ at: ago({ hours: 2 }) }] },
  },
  {
    title: 'Something failed',
    event: 'failed',
    known: replaced,
    result: { outcome: 'failed', note: 'UpdateAccessKey of AKIAIOSFODNN7EXAMPLE failed: AccessDenied' },
  },
  {
    title: 'A forced replacement failed',
    event: 'failed',
    known: { keys: [accessKey({ age: 20 })], forced: true },
    result: { outcome: 'failed', note: 'CreateAccessKey for bob failed: AccessDenied' },
  },
];
