import { expect, it } from 'vitest';
import { decideAll } from '../../../lib/decide/decide.ts';
import { accessKey, aUser, config, now } from '../../tools/builders.ts';

it('given a user about whom nothing can be decided, it is a failure, and the others are decided on', () => {
  const keys = (UserName: string, CreateDate: Date) => [accessKey({ UserName, CreateDate })];
  const users = ['ann', 'bob', 'cy'].map((UserName) =>
    aUser({ UserName, keys: keys(UserName, UserName === 'bob' ? new Date(Number.NaN) : now) }),
  );
  const { plans, failures } = decideAll(users, config(), now);
  expect(plans.map(({ UserName }) => UserName)).toEqual(['ann', 'cy']);
  expect(failures).toEqual([
    { UserName: 'bob', error: expect.objectContaining({ message: expect.stringMatching(/^Deciding failed: RangeError/) }) },
  ]);
  expect(failures[0]?.error.cause).toBeInstanceOf(RangeError);
});
