import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { secretsToFile } from '../../../sandbox/account/account-to-file.ts';
import { describeSecret, getResourcePolicy } from '../../../sandbox/services/secrets-manager.ts';

const now = new Date('2026-03-03T06:00:00Z');
const policy = { Version: '2012-10-17', Statement: [] };
const written = JSON.stringify(policy);

/** An account whose secret `demo` has this policy in its file. */
const accountWith = (ResourcePolicy?: unknown) =>
  accountOf(parseAccount({ users: [], secrets: [{ Name: 'demo', Tags: {}, versions: [], ResourcePolicy }] }, 'a.json', now));

const demo = { SecretId: 'demo' };

describe('the resource policy of a secret in an account file', () => {
  it.each([
    ['an object', policy],
    ['JSON in a string', written],
  ])('given %s, GetResourcePolicy returns it as JSON, and the account that is printed has it', (_, value) => {
    const account = accountWith(value);
    expect(getResourcePolicy(account, demo)).toMatchObject({ Name: 'demo', ResourcePolicy: written });
    expect(secretsToFile(account)).toMatchObject([{ ResourcePolicy: written }]);
    expect(secretsToFile(accountWith(secretsToFile(account)[0]?.ResourcePolicy))).toMatchObject([{ ResourcePolicy: written }]);
  });

  it('given one, DescribeSecret does not return it', () => {
    expect(describeSecret(accountWith(policy), demo)).not.toHaveProperty('ResourcePolicy');
  });

  it('given none, the account that is printed has none', () => {
    expect(secretsToFile(accountWith())[0]).not.toHaveProperty('ResourcePolicy');
  });

  it.each([
    ['a number', 7],
    ['an empty string', ''],
    ['a list', []],
  ])('given %s, it is refused', (_, value) => {
    expect(() => accountWith(value)).toThrow('secrets.0.ResourcePolicy: expected a policy, as an object or as JSON in a string');
  });
});
