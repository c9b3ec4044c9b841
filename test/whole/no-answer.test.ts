import { describe, expect, it } from 'vitest';
import { answerWith } from './meddle.ts';
import { userOfAge, type World, world, writes } from './world.ts';

/** A user that a sweep would give a new key, if it did not read that it is on hold. */
const onHold = () => {
  const Tags = { 'access-key-sweeper:hold-until': '2030-01-01' };
  return world([userOfAge('alice', 61, { Tags })]);
};

/** That nothing of alice was touched. */
function expectHandsOff({ account }: World) {
  expect(writes(account).filter((name) => name.startsWith('iam:'))).toEqual([]);
  expect(account.users.get('alice')?.keys).toHaveLength(1);
}

describe('G6 an answer without content is not taken for "none"', () => {
  it.each([
    ['an empty body', ''],
    ['a login page', '<html><body>Log in</body></html>'],
  ])('given %s for the list of users, the sweep fails', async (_, body) => {
    const one = onHold();
    answerWith(one.deps.iam, 'ListUsers', body);
    const { error } = await one.sweep();
    expect(error?.message).toContain('ListUsers answered without IsTruncated');
  });

  it.each([
    ['ListAccessKeys', 'AccessKeyMetadata', ''],
    ['ListAccessKeys', 'AccessKeyMetadata', '<html><body>Log in</body></html>'],
    ['ListUserTags', 'IsTruncated', ''],
    ['ListUserTags', 'IsTruncated', '<html><body>Log in</body></html>'],
  ])(
    'given %s answers without %s (%j), that user failed and is left alone',
    async (operation, field, body) => {
      const one = onHold();
      answerWith(one.deps.iam, operation, body);
      const { error } = await one.sweep();
      expect(error?.message).toMatch(/^1 thing failed in this sweep: alice: /);
      expect(error?.message).toContain(`${operation} answered without ${field}`);
      expectHandsOff(one);
    },
  );

  it.each(['DescribeSecret', 'ListSecretVersionIds'])(
    'given %s answers with nothing, that user failed and is left alone',
    async (operation) => {
      const one = world([userOfAge('alice', 61)]);
      await one.sweep();
      one.pass(7);
      one.account.history.length = 0;
      answerWith(one.deps.secrets, operation, '{}');
      const { error } = await one.sweep();
      expect(error?.message).toContain(
        `alice: Reading its tags, last use and secret failed: ${operation} answered`,
      );
      expect(error?.message).toContain('without ARN');
      expect(writes(one.account).filter((name) => name.startsWith('iam:'))).toEqual([]);
    },
  );

  it.each(['', '<Marker/>'])(
    'given a page that is not the last, with %j to go on from, the sweep fails',
    async (marker) => {
      const one = onHold();
      const result = `<Users/><IsTruncated>true</IsTruncated>${marker}`;
      const body = `<ListUsersResponse><ListUsersResult>${result}</ListUsersResult></ListUsersResponse>`;
      answerWith(one.deps.iam, 'ListUsers', body);
      const { error } = await one.sweep();
      expect(error?.message).toContain('ListUsers answered without Marker');
    },
  );
});
