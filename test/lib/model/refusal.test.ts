import { describe, expect, it } from 'vitest';
import { ownershipRefusal, refusalOf } from '../../../lib/model/refusal.ts';
import { keyHolder, now } from '../../tools/builders.ts';

const Tags = [{ Key: 'access-key-sweeper:user-id', Value: keyHolder().UserId }];
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:p/bob-Q1w2E3';
const about = { name: 'p/bob', user: keyHolder(), deployment: { stage: 'prod', region: 'us-east-1' }, kmsKeyId: null, owner: undefined };
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
      expect(found.remedy).toContain(`update-secret --secret-id="p/bob" --region us-east-1 --kms-key-id="${key}"`);
    },
  );
});

describe('a secret that is not taken for the user’s', () => {
  const ofOther = { Tags: [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAOTHER' }] };
  const tagging = `tag-resource --secret-id="p/bob" --region us-east-1 --tags Key=${Tags[0]?.Key},Value=${Tags[0]?.Value}`;
  const adopting = 'npm run sweeper -- adopt --stage prod --region us-east-1 --user="bob"';

  it.each<[given: string, refusal: string, commands: string[], secret: object, owner: string | undefined]>([
    ['the user’s id, but no pointer', 'carries the id of this user', ['get-resource-policy', adopting], { Tags }, 'bob'],
    ['no tag', 'is not ours', [tagging, adopting], { Tags: [] }, undefined],
    ['no list of tags', 'is not ours', [tagging, adopting], {}, undefined],
    ['the id of nobody', 'belongs to another user of the same name ("AIDAOTHER")', [tagging, adopting], ofOther, undefined],
    [
      'the id of a living user',
      'belongs to the user robert',
      [
        `create-secret --name="p/bob-2" --region us-east-1 --tags Key=${Tags[0]?.Key},Value=${Tags[0]?.Value}`,
        `${adopting} --secret="p/bob-2"`,
      ],
      ofOther,
      'robert',
    ],
  ])('given it has %s, it says so, and what to do', (_, refusal, commands, secret, owner) => {
    const found = ownershipRefusal({ ARN, ...secret }, { ...about, owner });
    expect(found.refusal).toContain(refusal);
    for (const command of commands) expect(found.remedy).toContain(command);
  });

  it.each<[given: string, last: string, secret: object]>([
    ['the user’s id, but no pointer', adopting, { Tags }],
    ['no tag', tagging, {}],
    ['the id of nobody', tagging, ofOther],
  ])('given it has %s, the first advice is to find out whose it is, before it is handed over or adopted', (_, last, secret) => {
    const { remedy = '' } = ownershipRefusal({ ARN, ...secret }, about);
    const commands = remedy.split('\n').filter((line) => line.startsWith('  '));
    expect(commands.slice(0, 2)).toEqual([
      '  aws secretsmanager describe-secret --secret-id="p/bob" --region us-east-1',
      '  aws secretsmanager get-resource-policy --secret-id="p/bob" --region us-east-1',
    ]);
    expect(commands.at(-1)).toBe(`  ${adopting}`);
    expect(remedy.indexOf(last)).toBeGreaterThan(remedy.indexOf('get-resource-policy'));
  });

  it.each([
    [null, ''],
    [key, ` --kms-key-id="${key}"`],
  ])('given the KMS key of the settings is %s, another secret is made with it', (kmsKeyId, option) => {
    const command = `create-secret --name="p/bob-2" --region us-east-1${option} --tags Key=`;
    for (const owner of [undefined, 'robert']) {
      expect(ownershipRefusal({ ARN, ...ofOther }, { ...about, kmsKeyId, owner }).remedy).toContain(command);
    }
  });

  it('given the secret of a living user, nobody is told to hand it over', () => {
    expect(ownershipRefusal({ ARN, ...ofOther }, { ...about, owner: 'robert' }).remedy).not.toContain('tag-resource');
  });
});
