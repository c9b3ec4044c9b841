import { describe, expect, it } from 'vitest';
import { answerWith } from './meddle.ts';
import { userOfAge, type World, world, writes } from './world.ts';

/** A user on hold, to whom a sweep would give a new key if it did not read that. */
const onHold = () => {
  const Tags = { 'access-key-sweeper:hold-until': '2030-01-01' };
  return world([userOfAge('alice', 61, { Tags })]);
};

/** Fails if anything of alice was changed. */
function expectHandsOff({ account }: World) {
  expect(writes(account).filter((name) => name.startsWith('iam:'))).toEqual([]);
  expect(account.users.get('alice')?.keys, 'keys of alice').toHaveLength(1);
}

describe('G6 an answer without content does not count as "none"', () => {
  it.each([
    ['an empty body', ''],
    ['a login page', '<html><body>Log in</body></html>'],
  ])('given %s for the list of users, the sweep fails', async (_, body) => {
    const one = onHold();
    answerWith(one.deps.iam, 'ListUsers', body);
    const { error } = await one.sweep();
    expect(error?.message).toContain('ListUsers answered without IsTruncated');
  });

  it('given an empty body for the tags of a user, that user failed and is left alone', async () => {
    const one = onHold();
    answerWith(one.deps.iam, 'ListUserTags', '');
    const { error } = await one.sweep();
    expect(error?.message).toMatch(/^1 thing failed in this sweep: alice: .*ListUserTags answered without IsTruncated/);
    expectHandsOff(one);
  });

  it('given no content for a secret, that user failed and is left alone', async () => {
    const one = world([userOfAge('alice', 61)]);
    await one.sweep();
    one.pass(7);
    one.account.history.length = 0;
    answerWith(one.deps.secrets, 'DescribeSecret', '{}');
    const { error } = await one.sweep();
    expect(error?.message).toMatch(/^1 thing failed in this sweep: alice: .*DescribeSecret answered without ARN/);
    expect(writes(one.account).filter((name) => name.startsWith('iam:'))).toEqual([]);
  });
});
