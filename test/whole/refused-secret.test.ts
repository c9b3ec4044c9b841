import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import type { KmsKey } from '../../sandbox/account/kms-keys.ts';
import { sweepRoleArn } from '../../sandbox/account/stack.ts';
import { digestOf, keysOf, textsOf, userOfAge, type World, world } from './world.ts';

const kmsKeyId = 'arn:aws:kms:us-east-1:999999999999:key/theirs';

const kms = (more: Partial<KmsKey>) => (account: Account) => {
  account.kmsKeys.set(kmsKeyId, { KeyId: kmsKeyId, KeyState: 'Enabled', isAllowed: true, ...more });
};

/** Denies the sweeper's role to write alice's secret, which a sweep made a day ago. */
function policy({ secrets }: Account): void {
  const Statement = [{ Effect: 'Deny', Principal: { AWS: sweepRoleArn }, Action: 'secretsmanager:Put*', Resource: '*' }];
  const secret = secrets.get('iam-access-keys/alice');
  if (secret) secret.ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Alice with a key that is due and an empty secret. */
function alice(config: object, KmsKeyId?: string): World {
  return world([userOfAge('alice', 61)], { config, secrets: [{ Name: 'iam-access-keys/alice', versions: [], KmsKeyId }] });
}

describe('a secret that AWS does not let the sweeper write', () => {
  it.each<[given: string, refuse: (account: Account) => void, answer: string, key?: string]>([
    ['its KMS key is disabled', kms({ KeyState: 'Disabled' }), 'EncryptionFailure', kmsKeyId],
    ['its KMS key waits for its deletion', kms({ KeyState: 'PendingDeletion' }), 'EncryptionFailure', kmsKeyId],
    ['its KMS key is of another account that lets nobody in', kms({ isAllowed: false }), 'Access to KMS is not allowed', kmsKeyId],
    ['its resource policy denies it', policy, 'explicit deny in a resource-based policy'],
  ])(
    'given %s, no new key is left Active, and people are told what AWS answered; once it is mended, the key is replaced',
    async (_, refuse, answer, key) => {
      const one = alice({ secrets: { kmsKeyId: key ?? null } }, key);
      refuse(one.account);
      await one.sweep();
      expect(one.decided()).toEqual(['alice create failed']);
      expect(keysOf(one).filter(({ Status }) => Status === 'Active')).toHaveLength(1);
      expect(textsOf(one)).toContain(answer);
      expect(digestOf(one)).toContain('Needs a person: no replacement can be made, stored or made current (1)');
      one.account.kmsKeys.clear();
      for (const secret of one.account.secrets.values()) delete secret.ResourcePolicy;
      one.pass(28);
      await one.sweep();
      expect(one.decided()).toContain('alice create done');
    },
  );
});
