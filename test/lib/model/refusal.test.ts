import { expect, it } from 'vitest';
import { refusalOf } from '../../../lib/model/refusal.ts';
import { keyHolder, now } from '../../tools/builders.ts';

const Tags = [{ Key: 'access-key-sweeper:user-id', Value: keyHolder().UserId }];
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:p/bob-Q1w2E3';

it.each<[given: string, refusal: string, remedy: string, secret: Parameters<typeof refusalOf>[0]]>([
  ['scheduled for deletion', 'is scheduled for deletion', 'aws secretsmanager restore-secret', { Tags, DeletedDate: now }],
  ['without our tag', 'is not ours', `tag-resource --secret-id="p/bob" --tags Key=${Tags[0]?.Key},Value=${Tags[0]?.Value}`, { Tags: [] }],
  ['without tags', 'is not ours', 'tag-resource', {}],
  [
    'of another user of that name',
    'belongs to another user',
    'tag-resource',
    { Tags: [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAOTHER' }] },
  ],
  [
    'that is a replica',
    'is a replica, which only eu-west-1 can write to',
    'aws secretsmanager stop-replication-to-replica',
    { ARN, PrimaryRegion: 'eu-west-1' },
  ],
  ['with a rotation of its own', 'has a rotation of its own', 'aws secretsmanager cancel-rotate-secret', { Tags, RotationEnabled: true }],
  ['of another service', 'is managed by rds', 'aws iam tag-user', { Tags, OwningService: 'rds' }],
])('given a secret %s, the sweeper must not write to it, and a command changes that', (_, refusal, remedy, secret) => {
  const found = refusalOf(secret, 'p/bob', keyHolder());
  expect(found).toEqual({ refusal: expect.stringContaining(refusal), remedy: expect.stringContaining(remedy) });
});

it('given a secret with our tag, the sweeper may write to it', () => {
  const primary = { ARN, PrimaryRegion: 'us-east-1' };
  expect(refusalOf({ ...primary, Tags, RotationEnabled: false }, 'p/bob', keyHolder())).toEqual({ refusal: undefined, remedy: undefined });
});
