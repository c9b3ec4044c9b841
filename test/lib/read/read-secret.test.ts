import { DescribeSecretCommand, ListSecretVersionIdsCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { readSecret } from '../../../lib/read/read-secret.ts';
import { ago, keyHolder, now } from '../../tools/builders.ts';
import { awsError, mockedSweep, ownTags, secretArn, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const bob = keyHolder();
const ours = { name: 'iam-access-keys/bob', arn: secretArn, deleted: false, refusal: undefined };

describe('reading a secret', () => {
  it('given no such secret, its state has no ARN and no version', async () => {
    const mocked = mockedSweep();
    showsSecret(mocked, undefined);
    const none = { ...ours, arn: undefined, versions: new Map() };
    await expect(readSecret(bob, mocked.sweep)).resolves.toEqual(none);
  });

  it('given several pages of versions, all are read, deprecated ones too, but no value', async () => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).resolves({ ARN: secretArn, Tags: ownTags });
    secrets
      .on(ListSecretVersionIdsCommand)
      .resolvesOnce({ ARN: secretArn, Versions: [{ VersionId: 'a', VersionStages: ['AWSCURRENT'], CreatedDate: now }], NextToken: 't' })
      .resolves({ ARN: secretArn, Versions: [{ VersionId: 'b', CreatedDate: ago(1) }] });
    const versions = new Map([
      ['a', { stages: ['AWSCURRENT'], createdAt: now }],
      ['b', { stages: [], createdAt: ago(1) }],
    ]);
    await expect(readSecret(bob, sweep)).resolves.toMatchObject({ ...ours, versions });
    const SecretId = 'iam-access-keys/bob';
    expect(sentTo(secrets)).toMatchObject([
      ['DescribeSecret', { SecretId }],
      ['ListSecretVersionIds', { SecretId, IncludeDeprecated: true }],
      ['ListSecretVersionIds', { SecretId, NextToken: 't' }],
    ]);
  });

  it('given a secret scheduled for deletion, its state says so and how to restore it', async () => {
    const mocked = mockedSweep();
    showsSecret(mocked, {}, { DeletedDate: now });
    const remedy = expect.stringContaining('restore-secret');
    await expect(readSecret(bob, mocked.sweep)).resolves.toMatchObject({ deleted: true, remedy });
  });

  it.each<[string, object, object]>([
    ['DescribeSecret answered without ARN', {}, { ARN: secretArn, Versions: [] }],
    ['ListSecretVersionIds answered without ARN', { ARN: secretArn }, {}],
    ['ListSecretVersionIds answered without CreatedDate', { ARN: secretArn }, { ARN: secretArn, Versions: [{ VersionId: 'a' }] }],
  ])('given %s, it throws (G6)', async (message, described, listed) => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).resolves(described);
    secrets.on(ListSecretVersionIdsCommand).resolves(listed);
    await expect(readSecret(bob, sweep)).rejects.toThrow(message);
  });

  it('given AWS refuses, it throws', async () => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).rejects(awsError('AccessDeniedException'));
    await expect(readSecret(bob, sweep)).rejects.toThrow('AccessDeniedException by AWS');
  });
});
