import { DescribeSecretCommand, ListSecretVersionIdsCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { parseUserTags } from '../../../lib/model/user-tags.ts';
import { readSecret } from '../../../lib/read/read-secret.ts';
import { ago, keyHolder, now } from '../../tools/builders.ts';
import { awsError, mockedSweep, ownTags, secretArn, sentTo, showsSecret } from '../../tools/mocked-sweep.ts';

const bob = keyHolder();
const name = 'iam-access-keys/bob';
const pointerTo = (arn: string, stage = 'prod') => parseUserTags([{ Key: 'access-key-sweeper:secret:arn', Value: `${arn} ${stage}` }], now);
const [noPointer, pointer] = [parseUserTags([], now), pointerTo(secretArn)];
const ours = { name, arn: secretArn, claim: 'pointed', deleted: false, refusal: undefined };
const none = { name, arn: undefined, claim: 'none', deleted: false, refusal: undefined, versions: new Map() };

describe('reading a secret', () => {
  it.each([
    ['no pointer', noPointer, [name]],
    ['a pointer to one that is gone', pointer, [secretArn, name]],
  ])('given %s and none under the name, there is none', async (_, tags, looked) => {
    const mocked = mockedSweep();
    showsSecret(mocked, undefined);
    await expect(readSecret(bob, tags, mocked.sweep)).resolves.toEqual(none);
    expect(sentTo(mocked.secrets)).toEqual(looked.map((SecretId) => ['DescribeSecret', { SecretId }]));
  });

  it('given several pages of versions, all are read, deprecated ones too, but no value', async () => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).resolves({ ARN: secretArn, Name: name, Tags: ownTags });
    secrets
      .on(ListSecretVersionIdsCommand)
      .resolvesOnce({ ARN: secretArn, Versions: [{ VersionId: 'a', VersionStages: ['AWSCURRENT'], CreatedDate: now }], NextToken: 't' })
      .resolves({ ARN: secretArn, Versions: [{ VersionId: 'b', CreatedDate: ago(1) }] });
    const versions = new Map([
      ['a', { stages: ['AWSCURRENT'], createdAt: now }],
      ['b', { stages: [], createdAt: ago(1) }],
    ]);
    await expect(readSecret(bob, pointer, sweep)).resolves.toMatchObject({ ...ours, versions });
    const SecretId = secretArn;
    expect(sentTo(secrets)).toMatchObject([
      ['DescribeSecret', { SecretId }],
      ['ListSecretVersionIds', { SecretId, IncludeDeprecated: true }],
      ['ListSecretVersionIds', { SecretId, NextToken: 't' }],
    ]);
  });

  it('given it has another name than a new one would get, because the user was renamed, it keeps that', async () => {
    const mocked = mockedSweep();
    showsSecret(mocked, {}, { Name: 'iam-access-keys/robert' });
    await expect(readSecret(bob, pointer, mocked.sweep)).resolves.toMatchObject({ ...ours, name: 'iam-access-keys/robert' });
  });

  const version = { 'access-key-sweeper-AKIAIOSFODNN7EXAMPLE': ['AWSCURRENT'] };
  it.each<[given: string, claim: string, tags: typeof pointer, more: object]>([
    ['no pointer names it', 'lost', noPointer, {}],
    ['no pointer names it, and it is new', 'new', noPointer, { CreatedDate: ago({ minutes: 59 }) }],
    ['no pointer names it, and it is not tagged', 'foreign', noPointer, { Tags: [] }],
    ['no pointer names it, and another’s id is its tag', 'foreign', noPointer, { Tags: [{ ...ownTags[0], Value: 'AIDAOTHER' }] }],
    ['the pointer names an earlier one of that name', 'lost', pointerTo(secretArn.replace('a1B2c3', 'Z9y8X7')), {}],
    ['the pointer names it, and it is not tagged', 'lost', pointer, { Tags: [] }],
    ['the pointer names it, and another’s id is its tag', 'lost', pointer, { Tags: [{ ...ownTags[0], Value: 'AIDAOTHER' }] }],
  ])('given %s, it is %s: its versions are no evidence, and it must not be written', async (_, claim, tags, more) => {
    const mocked = mockedSweep();
    showsSecret(mocked, version, { CreatedDate: ago(30), ...more });
    const found = await readSecret(bob, tags, mocked.sweep);
    expect(found).toMatchObject({ claim, versions: new Map(), refusal: expect.any(String), remedy: expect.any(String) });
  });

  it.each([
    ['account', pointerTo(secretArn.replace('123456789012', '210987654321'))],
    ['region', pointerTo(secretArn.replace('eu-west-1', 'us-east-1'))],
    ['stage', pointerTo(secretArn, 'staging')],
    ['prefix', pointerTo(secretArn.replace('iam-access-keys/', 'others/'))],
    ['service', pointerTo(secretArn.replace('secretsmanager', 'ssm'))],
    ['form', pointerTo('garbage')],
    ['stage, because it has none', parseUserTags([{ Key: 'access-key-sweeper:secret:arn', Value: secretArn }], now)],
  ])('given a pointer of another %s, nothing is asked, and the user belongs elsewhere', async (_, tags) => {
    const mocked = mockedSweep();
    const remedy = expect.stringContaining('untag-user --user-name="bob" --tag-keys access-key-sweeper:secret:arn');
    await expect(readSecret(bob, tags, mocked.sweep)).resolves.toMatchObject({ claim: 'elsewhere', arn: undefined, remedy });
    expect(sentTo(mocked.secrets)).toEqual([]);
  });

  it('given the pointer is a partial ARN, the secret that AWS finds by it is not the one', async () => {
    const mocked = mockedSweep();
    showsSecret(mocked, {}, { CreatedDate: ago(30) });
    const partial = pointerTo(secretArn.slice(0, -'-a1B2c3'.length));
    await expect(readSecret(bob, partial, mocked.sweep)).resolves.toMatchObject({ claim: 'lost' });
  });

  it('given a secret scheduled for deletion, its state says so and how to restore it', async () => {
    const mocked = mockedSweep();
    showsSecret(mocked, {}, { DeletedDate: now });
    const remedy = expect.stringContaining('restore-secret');
    await expect(readSecret(bob, pointer, mocked.sweep)).resolves.toMatchObject({ deleted: true, remedy });
  });

  it.each<[string, object, object]>([
    ['DescribeSecret answered without ARN', {}, { ARN: secretArn, Versions: [] }],
    ['ListSecretVersionIds answered without ARN', { ARN: secretArn }, {}],
    ['ListSecretVersionIds answered without CreatedDate', { ARN: secretArn }, { ARN: secretArn, Versions: [{ VersionId: 'a' }] }],
  ])('given %s, it throws (G6)', async (message, described, listed) => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).resolves(described);
    secrets.on(ListSecretVersionIdsCommand).resolves(listed);
    await expect(readSecret(bob, pointer, sweep)).rejects.toThrow(message);
  });

  it('given AWS refuses, it throws', async () => {
    const { sweep, secrets } = mockedSweep();
    secrets.on(DescribeSecretCommand).rejects(awsError('AccessDeniedException'));
    await expect(readSecret(bob, pointer, sweep)).rejects.toThrow('AccessDeniedException by AWS');
  });
});
