import { expect, it } from 'vitest';
import { sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import { config } from '../tools/builders.ts';
import { tagsOf, userOfAge, type World, world } from './world.ts';

const users = ['alice', 'bob', 'carol'].map((UserName) => {
  const tags = UserName === 'bob' ? { Tags: { 'access-key-sweeper:profile': 'far' } } : {};
  return userOfAge(UserName, 61, tags);
});

/** Thresholds that the schema refuses: their dates are invalid, so that nothing can be decided. */
const { thresholds } = config();
const far = { ...thresholds, delete: { after: 1e9, inactiveFor: 6 } };
const settings = { ...config({ mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } }), profiles: { far } };

async function errorOfSweep({ account, deps }: World): Promise<SweepError> {
  const thrown = await sweep(deps, settings, { now: account.clock.now(), id: 'sweep-1' }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(SweepError);
  return thrown as SweepError;
}

const outcomes = ({ report }: SweepError) =>
  report.userResults.flatMap(({ results }) => results).map((one) => `${one.decision.key.UserName} ${one.outcome}`);

it('given nothing can be decided about one user, that user failed and the others are swept (G6)', async () => {
  const one = world(users);
  const error = await errorOfSweep(one);
  expect(error.message).toMatch(/^1 thing failed in this sweep: bob: Deciding failed: RangeError/);
  expect(outcomes(error)).toEqual(['alice done', 'carol done']);
  const told = one.account.published.map(({ attributes }) => attributes.userName ?? attributes.event);
  expect(told.toSorted()).toEqual(['alice', 'carol', 'digest']);
  expect({ alice: tagsOf(one, 'alice'), bob: tagsOf(one, 'bob') }).toEqual({
    alice: [expect.stringContaining('told-since')],
    bob: [expect.stringContaining('profile')],
  });
});

it("given something else breaks in one user's turn, that user failed and the others are swept (G6)", async () => {
  const one = world(users);
  one.deps.log = (_, { UserName }) => {
    if (UserName === 'alice') throw new Error('no log');
  };
  const error = await errorOfSweep(one);
  expect(error.message).toContain('alice: Carrying out what was decided failed: no log');
  expect(outcomes(error)).toEqual(['alice failed', 'carol done']);
});
