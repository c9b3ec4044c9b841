import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { secretsToFile } from '../../sandbox/account/account-to-file.ts';
import { digestOf, keysOf, userOfAge, world } from './world.ts';

const Name = 'iam-access-keys/alice';

/** Alice, whose key is due, and her secret without a key as an account file has it. */
const withSecret = (more: object) => world([userOfAge('alice', 61)], { secrets: [{ Name, versions: [], ...more }] });

const fields: [field: object, refusal: string][] = [
  [{ PrimaryRegion: 'eu-west-1' }, 'is a replica, which only eu-west-1 can write to'],
  [{ RotationEnabled: true }, 'has a rotation of its own'],
  [{ OwningService: 'rds' }, 'is managed by rds'],
  [{ KmsKeyId: 'alias/mine' }, 'is encrypted with another KMS key'],
];

describe('a secret of an account file', () => {
  it.each(fields)('given %j, DescribeSecret returns it, and the account that is printed has it', async (field) => {
    const { account, deps } = withSecret(field);
    expect(await deps.secrets.send(new DescribeSecretCommand({ SecretId: Name }))).toMatchObject(field);
    const printed = secretsToFile(account);
    expect(printed).toMatchObject([field]);
    expect(secretsToFile(withSecret(printed[0] ?? {}).account)).toMatchObject([field]);
  });

  it.each(fields)('given %j, no key is created for its user, and the digest says why', async (field, refusal) => {
    const one = withSecret(field);
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice create none']);
    expect(keysOf(one)).toHaveLength(1);
    expect(digestOf(one)).toContain(refusal);
  });

  it.each([{}, { PrimaryRegion: 'us-east-1' }, { RotationEnabled: false }])('given %j, a key is created for its user', async (field) => {
    const one = withSecret(field);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });

  it.each([
    ['PrimaryRegion', 'Ireland', 'a region such as eu-west-1', '"Ireland"'],
    ['RotationEnabled', 'yes', 'true or false', '"yes"'],
    ['OwningService', '', '1 to 128 characters', '""'],
  ])('given a %s of %j, the file is refused', (name, value, expected, found) => {
    expect(() => withSecret({ [name]: value })).toThrow(`secrets.0.${name}: expected ${expected}; found ${found}`);
  });
});
