import { describe, expect, it } from 'vitest';
import { ownershipRefusal, refusalOf } from '../../../lib/model/refusal.ts';
import { keyHolder, now } from '../../tools/builders.ts';

const Tags = [{ Key: 'access-key-sweeper:user-id', Value: keyHolder().UserId }];
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:p/bob-Q1w2E3';
const about = { name: 'p/bob', user: keyHolder(), stage: 'prod', kmsKeyId: null, owner: undefined };
const none = { refusal: undefined, remedy: undefined };
const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('a secret that is the user’s', () => {
  it.each<[given: string, refusal: string, remedy: string, secret: Parameters<typeof refusalOf>[0]]>([
    ['scheduled for deletion', 'is scheduled for deletion', 'restore-secret --secret-id="p/bob"', { DeletedDate: now }],
    [
      'a replica',
      'is a replica, which only eu-west-1 can write to',
      'stop-replication-to-replica --secret-id="p/bob"',
      { PrimaryRegion: 'eu-west-1' },
    ],
    ['one with a rotation of its own', 'has a rotation of its own', 'cancel-rotate-secret', { RotationEnabled: true }],
    ['one of another service', 'is managed by rds', 'aws iam tag-user --user-name="bob"', { OwningService: 'rds' }],
    [
      'encrypted with some KMS key',
      `with another KMS key than secrets.kmsKeyId says ("${key}")`,
      '--kms-key-id="alias/aws/s',
      { KmsKeyId: key },
    ],
  ])('given it is %s, the sweeper must not write to it, and a command changes that', (_, refusal, remedy, secret) => {
    const found = refusalOf({ ARN, Tags, ...secret }, about);
    expect(found).toEqual({ refusal: expect.stringContaining(refusal), remedy: expect.stringContaining(remedy) });
  });

  it.each([
    ['of this region', { PrimaryRegion: 'us-east-1' }, null],
    ['without a rotation', { RotationEnabled: false }, null],
    ['with the account’s own KMS key', { KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:alias/aws/secretsmanager' }, null],
    ['with the KMS key of the settings', { KmsKeyId: key }, key],
    ['with the KMS key of the settings, which have its id', { KmsKeyId: key }, '1234abcd-12ab-34cd-56ef-1234567890ab'],
  ])('given it is one %s, the sweeper may write to it', (_, secret, kmsKeyId) => {
    expect(refusalOf({ ARN, Tags, ...secret }, { ...about, kmsKeyId })).toEqual(none);
  });

  it.each([undefined, 'alias/mine', key.replace('1234abcd', '00000000')])(
    'given the settings name a KMS key and it has %s, the command names the one of the settings',
    (KmsKeyId) => {
      const found = refusalOf({ ARN, Tags, KmsKeyId }, { ...about, kmsKeyId: key });
      expect(found.remedy).toContain(`update-secret --secret-id="p/bob" --kms-key-id="${key}"`);
    },
  );
});

describe('a secret that is not taken for the user’s', () => {
  const ofOther = { Tags: [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAOTHER' }] };
  const tagging = `tag-resource --secret-id="p/bob" --tags Key=${Tags[0]?.Key},Value=${Tags[0]?.Value}`;
  const adopting = 'npm run sweeper -- adopt --stage prod --user="bob"';

  it.each<[given: string, refusal: string, commands: string[], secret: object, owner: string | undefined]>([
    ['the user’s id, but no pointer', 'carries the id of this user', ['get-resource-policy', adopting], { Tags }, 'bob'],
    ['no tag', 'is not ours', [tagging, adopting], { Tags: [] }, undefined],
    ['no list of tags', 'is not ours', [tagging, adopting], {}, undefined],
    ['the id of nobody', 'belongs to another user of the same name ("AIDAOTHER")', [tagging, adopting], ofOther, undefined],
    [
      'the id of a living user',
      'belongs to the user robert',
      [`create-secret --name="p/bob-2" --tags Key=${Tags[0]?.Key},Value=${Tags[0]?.Value}`, `${adopting} --secret="p/bob-2"`],
      ofOther,
      'robert',
    ],
  ])('given it has %s, it says so, and what to do', (_, refusal, commands, secret, owner) => {
    const found = ownershipRefusal({ ARN, ...secret }, { ...about, owner });
    expect(found.refusal).toContain(refusal);
    for (const command of commands) expect(found.remedy).toContain(command);
  });

  it('given the secret of a living user, nobody is told to hand it over', () => {
    expect(ownershipRefusal({ ARN, ...ofOther }, { ...about, owner: 'robert' }).remedy).not.toContain('tag-resource');
  });
});
