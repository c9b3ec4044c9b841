import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import type { Failure, Result, UserResult } from '../../../lib/model/plan.ts';
import type { SweepRequest } from '../../../lib/model/sweep-request.ts';
import { type MissedRotation, missedRotations } from '../../../lib/report/missed-rotations.ts';
import {
  accessKey,
  ago,
  aUser,
  carriedOut,
  config,
  first,
  now,
  type Overrides,
  second,
} from '../../tools/builders.ts';

type Known = NonNullable<Parameters<typeof aUser>[0]> & { madeBefore?: Date };

/** What came of bob in a forced run. */
function bob(
  { madeBefore, ...known }: Known,
  result: Partial<Result> = {},
  overrides: Overrides = {},
): UserResult {
  const subject = { ...aUser({ ...known, forced: true }), madeBefore };
  return carriedOut(decide(subject, config(overrides), now), result);
}

function unrotated(
  userResults: readonly UserResult[],
  failures: readonly Failure[] = [],
  asked: SweepRequest = { users: ['bob'], force: true },
): MissedRotation[] {
  return missedRotations({ userResults, failures, missing: ['zoe'] }, asked);
}

const young: Known = { keys: [accessKey({ age: 20 })] };
const anHourAgo = ago({ hours: 1 });
/** An old key, and one that was made after the run was asked for. */
const since: Known = {
  keys: [accessKey({ age: 20 }), accessKey({ AccessKeyId: second, CreateDate: anHourAgo })],
  madeBefore: anHourAgo,
};
const pending: Known = { ...since, stages: { [second]: ['AWSPENDING'] } };

describe('who was forced and not rotated', () => {
  it.each<[string, UserResult]>([
    ['a replacement was created', bob(young)],
    ['it would be created', bob(young, { outcome: 'rehearsed' })],
    ['a pending key was made current', bob(pending)],
    ['a key made since then is current', bob({ ...since, stages: { [second]: ['AWSCURRENT'] } })],
  ])('given %s, nobody', (_, userResults) => {
    expect(unrotated([userResults])).toEqual([]);
  });

  it.each<[string, UserResult, string, boolean]>([
    ['its creation failed', bob(young, { outcome: 'failed', note: 'AccessDenied' }), 'AccessDenied', true],
    ['its creation was deferred', bob(young, { outcome: 'deferred', note: 'keys changed' }), 'changed', true],
    ['it is exempt', bob({ ...young, tags: { 'access-key-sweeper:exempt': 'till' } }), 'exempt: till', false],
    ['it has no key', bob({ keys: [] }), 'it has no Active key', false],
    [
      'it has an Inactive one',
      bob({ keys: [accessKey({ Status: 'Inactive' })] }),
      'it has no Active key',
      false,
    ],
    [
      'somebody made a key since then',
      bob(since),
      `${second}: made when a person asked for it, or since`,
      false,
    ],
    [
      'a current key was made before',
      bob({ ...since, madeBefore: now, stages: { [second]: ['AWSCURRENT'] } }),
      `${second}: 0 days old, but the user has no free slot`,
      false,
    ],
    [
      'a pending key gave way',
      bob(pending, { note: 'this key stays out of the way' }),
      'this key stays out of the way',
      false,
    ],
    [
      'its one key is deactivated as unused',
      bob({ keys: [accessKey({ age: 50 })] }, {}, { retireUnusedAfterDays: 45 }),
      `${first}: never used; keys unused for 45 days are deactivated`,
      false,
    ],
    [
      'its secret is not ours',
      bob({ ...young, secret: { refusal: 'is not ours' } }),
      'but its secret iam-access-keys/bob is not ours',
      false,
    ],
  ])('given %s, that user, with the reason', (_, userResults, reason, mayFollow) => {
    expect(unrotated([userResults])).toEqual([
      { UserName: 'bob', reason: expect.stringContaining(reason), mayFollow },
    ]);
  });

  it('given users that were not looked at, each of them once, in order, but none that is not there', () => {
    const failures = [{ error: new Error('x') }, { UserName: 'al', error: new Error('Throttling') }];
    const asked = { users: ['eve', 'al', 'zoe', 'bob', 'al'], force: true };
    expect(unrotated([bob(young)], failures, asked)).toEqual([
      { UserName: 'al', reason: 'Throttling', mayFollow: true },
      { UserName: 'eve', reason: 'this sweep did not look at it', mayFollow: true },
    ]);
  });

  it('given a run that is not forced, nobody', () => {
    const outcome = { outcome: 'failed', note: 'AccessDenied' } as const;
    expect(unrotated([bob(young, outcome)], [], { users: ['bob'] })).toEqual([]);
  });
});
