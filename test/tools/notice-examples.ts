import { callRefusal } from '../../lib/decide/creation-refusal.ts';
import { decide } from '../../lib/decide/decide.ts';
import type { Result } from '../../lib/model/plan.ts';
import { otherDeploymentRefusal, ownershipRefusal, refusalOf } from '../../lib/model/refusal.ts';
import { noSecret, versionIdOf } from '../../lib/model/secret-state.ts';
import { tagKeys } from '../../lib/model/user-tags.ts';
import type { Notice } from '../../lib/notify/notice.ts';
import { ownerNotice } from '../../lib/notify/owner/owner-notice.ts';
import type { OwnerEvent } from '../../lib/notify/owner/texts-by-event.ts';
import {
  ago,
  aUser,
  config,
  contextOf,
  first,
  inactive,
  keyHolder,
  now,
  type Overrides,
  second,
  secretArn,
  type UserSketch,
  userResultOf,
  withKeys,
} from './builders.ts';

/** Returns the notice about a user after a sweep; undefined if there is none. */
export function noticeOf(user: UserSketch, overrides: Overrides = {}, result: Partial<Result> = {}): Notice | undefined {
  const settings = config(overrides);
  return ownerNotice(userResultOf(decide(aUser(user), settings, now), result), contextOf(settings));
}

/** Thresholds by which a key of 70 days is not due. */
const slower = { create: { from: 90, to: 100 }, deactivate: { from: 110, to: 120 }, delete: { after: 120, inactiveFor: 6 } };

const used = { used: { [first]: 1 } };

/** An old key and its replacement; the owner was told 20 days ago. */
export const replaced: UserSketch = { ...withKeys(80, 20), current: second, told: { [first]: 20 }, used: { [first]: 25 } };

/** The same in the first week. */
export const waiting: UserSketch = { ...replaced, ...withKeys(70, 7), told: { [first]: 7 } };

/** A key first seen when it was far too old, in use until yesterday. */
export const lateInUse: UserSketch = { ...waiting, ...withKeys(300, 7), ...used };

/** Two keys that the sweeper did not store, the older one unused. */
export const crowded: UserSketch = { ...withKeys(95, 20), used: { [second]: 1 } };

export const off: UserSketch = withKeys(inactive(88));

export const full: UserSketch = { ...withKeys(65, 1), ...used };

export const bothInUse: UserSketch = { ...withKeys(75, 62), used: { [first]: 1, [second]: 2 } };

const about = {
  name: 'iam-access-keys/bob',
  user: keyHolder(),
  deployment: { stage: 'prod', region: 'eu-west-1' },
  kmsKeyId: null,
  owner: undefined,
};
/** Secrets in states that a person has to settle. */
const fiftyTags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`team-${n}`, 'x']));
export const notOurs = { claim: 'foreign' as const, ...ownershipRefusal({}, about) };
export const lost = { claim: 'lost' as const, ...ownershipRefusal({ Tags: [{ Key: tagKeys.userId, Value: keyHolder().UserId }] }, about) };
export const elsewhere = { claim: 'elsewhere' as const, ...otherDeploymentRefusal({ arn: secretArn, stage: 'staging' }, keyHolder()) };
export const doomed = { deleted: true, ...refusalOf({ DeletedDate: ago(1) }, about) };
/** The user's pointer names a secret that is not there any more. */
export const gone = { tags: { [tagKeys.pointer]: `${secretArn} prod` }, secret: noSecret('iam-access-keys/bob') };
export const byHand = new Map([
  [versionIdOf(second), { stages: ['AWSPREVIOUS'], createdAt: ago(7) }],
  ['5048a0ac-3c1d-4b1f-9f3e-0b0e6f6a1c52', { stages: ['AWSCURRENT'], createdAt: ago(2) }],
]);
/** A key that was not current yet when somebody stored another value. */
const overtaken = new Map([...byHand, [versionIdOf(second), { stages: ['AWSPENDING'], createdAt: ago(7) }]]);
export const givesWay: UserSketch = { ...withKeys(20, 7), intents: [{ at: 7, keyIds: [first] }], secret: { versions: overtaken } };
const pending = { stages: { [first]: ['AWSPENDING'] } };
const orphan = { ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] };
const retire: Overrides = { unused: { action: 'retire' } };
const failed = (note: string) => ({ outcome: 'failed', note }) as const;

export type Example = {
  /** When an owner gets it. */
  title: string;
  event: OwnerEvent;
  user: UserSketch;
  overrides: Overrides | undefined;
  result: Partial<Result> | undefined;
};

const refusedFinish = { tags: { [tagKeys.refusedCreate]: `${ago(6).toISOString()} secretsmanager:UpdateSecretVersionStage` } };

/** Every notice that an owner may get, once each. */
export const examples: readonly Example[] = (
  [
    ['A replacement was created', 'create', { ...withKeys(65), ...used }],
    [
      'A key that may send mail was replaced',
      'create',
      { ...withKeys(65), used: { [first]: { at: ago(1), service: 'ses', region: 'eu-west-1' } } },
    ],
    ['A late key in use was replaced', 'create', { ...withKeys(300), ...used }],
    ['The old key waits for its end', 'superseded-waiting', waiting],
    ['A key that a person replaced waits for its end', 'superseded-waiting', { ...waiting, current: '', used: { [second]: 1 } }],
    ['A late key waits for its end and is still in use', 'superseded-waiting', lateInUse],
    ['The old key is still in use near the deadline', 'superseded-in-use', { ...replaced, used: { [first]: 2 } }],
    ['The old key was deactivated', 'superseded-done', replaced],
    ['An unused key takes the slot that a replacement needs', 'in-the-way', crowded],
    ['That key was deactivated', 'in-the-way-done', { ...crowded, told: { [first]: 10 } }],
    ['An unused key is not replaced', 'unused-waiting', withKeys(65), retire],
    ['An unused key was deactivated', 'unused-done', { ...withKeys(85), told: { [first]: 20 }, days: { kind: 'unused' } }, retire],
    [
      'A key deactivated as unused was used',
      'retired-in-use',
      { ...withKeys(inactive(95)), inactiveSince: { [first]: 5 }, inactiveKind: 'unused', used: { [first]: 9 } },
    ],
    ['A key was found Inactive', 'inactive-unmarked', off],
    ['An Inactive key waits for its deletion', 'inactive-waiting', { ...off, inactiveSince: { [first]: 5 } }],
    [
      'An Inactive key was deleted',
      'inactive-past-delete',
      { ...withKeys(inactive(95), 30), current: second, inactiveSince: { [first]: 7 } },
    ],
    [
      'A replacement was created in the place of an Inactive key',
      'create',
      { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 9 }, forced: true },
    ],
    ['Two keys are in use', 'two-in-use', bothInUse],
    ['There is no free slot', 'no-slot', full],
    ['There is no free slot for a forced replacement', 'no-slot', { ...full, ...withKeys(20, 1), forced: true }],
    ['A slot becomes free by itself', 'inactive-waiting', { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 3 } }],
    [
      'There will be no slot before the key is late, and late keys are only reported',
      'no-slot',
      { ...withKeys(inactive(30), 66), inactiveSince: { [first]: 3 } },
      { lateKeys: 'report' },
    ],
    ['A late key is only reported', 'late', { ...withKeys(75), ...used }, { lateKeys: 'report' }],
    ['The secret is not ours to write', 'unwritable', { ...withKeys(65), secret: notOurs }],
    [
      'AWS refused to store a replacement in an earlier sweep',
      'unwritable',
      { ...withKeys(65), tags: { [tagKeys.refusedCreate]: `${ago(7).toISOString()} secretsmanager:PutSecretValue` } },
    ],
    ['There is no room for a tag', 'untaggable', { ...withKeys(inactive(95), 30), current: second, tags: fiftyTags }],
    [
      'AWS refuses to store a replacement',
      'unwritable',
      withKeys(65),
      {},
      {
        ...failed('Storing AKIAJ2SFODNN7EXAMPLE, deleted again, in iam-access-keys/bob failed: AccessDeniedException: not authorized'),
        refusal: callRefusal({ operation: 'secretsmanager:PutSecretValue', at: now }, 'bob'),
      },
    ],
    [
      'AWS refused to make a replacement current',
      'unfinishable',
      { ...withKeys(75, 6), stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] }, ...refusedFinish, ...used },
    ],
    ['It is not certain which secret is the user’s', 'pointer-lost', { ...withKeys(65), secret: lost }],
    ['A secret that is not the user’s has its name', 'secret-foreign', { ...withKeys(20, 1), secret: notOurs }],
    ['The secret is scheduled for deletion', 'secret-deleted', { ...full, current: second, secret: doomed }],
    ['The secret is gone, and the user has another key', 'secret-gone', { ...full, ...gone, made: [second] }],
    ['The secret is gone, and holds the only key', 'secret-gone', { ...withKeys(5), ...gone, made: [first] }],
    ['The secret holds another value', 'value-replaced', { ...full, stages: { [second]: ['AWSPREVIOUS'] }, secret: { versions: byHand } }],
    ['A version does not count', 'unvouched', { ...full, current: second, made: [] }],
    ['The sweeper’s tags are removed', 'tags-removed', { ...waiting, ...withKeys(76, 15), told: {} }],
    ['Somebody made a key Active again', 'reactivated', { ...waiting, inactiveSince: { [first]: 3 } }],
    ['The key in the secret is Inactive', 'inactive-current', { ...off, current: first }],
    ['A key is neither Active nor Inactive', 'unknown-status', withKeys({ age: 30, Status: 'Expired' })],
    ['A key is not deactivated after all', 'withdrawn', waiting, { thresholds: slower }],
    ['An interrupted creation was finished', 'unfinished', { ...withKeys(1), ...pending }],
    [
      'An interrupted creation was undone',
      'unfinished',
      givesWay,
      {},
      { note: 'the secret has a younger value, so this key was deactivated, because nobody ever used it' },
    ],
    ['A key that nobody has was deactivated', 'orphan', orphan],
    ['Something failed', 'failed', replaced, {}, failed('UpdateAccessKey of AKIAIOSFODNN7EXAMPLE failed: AccessDenied')],
    [
      'A forced replacement failed',
      'failed',
      { ...withKeys(20), forced: true },
      {},
      failed('CreateAccessKey for bob failed: AccessDenied'),
    ],
  ] satisfies [title: string, event: OwnerEvent, user: UserSketch, overrides?: Overrides, result?: Partial<Result>][]
).map(([title, event, user, overrides, result]) => ({ title, event, user, overrides, result }));
