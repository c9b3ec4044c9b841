import { GetSecretValueCommand, PutSecretValueCommand, UpdateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { accountToFile } from '../../../sandbox/account/account-to-file.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { clientsFor, refusal, start } from '../aws.ts';
import { versionId } from '../secrets.ts';

const mine = 'arn:aws:kms:us-east-1:123456789012:key/mine';
const foreign = 'arn:aws:kms:us-east-1:999999999999:key/theirs';
const versions = [{ VersionId: versionId('v1'), AccessKeyId: 'v1', stages: ['AWSCURRENT'] }];

/** An account with these KMS keys, and a secret encrypted with the given one. */
function accountWith(kmsKeys: object[], KmsKeyId?: string) {
  const file = { users: [], secrets: [{ Name: 'demo', Tags: {}, versions, KmsKeyId }], kmsKeys };
  return accountOf(parseAccount(file, 'a.json', start));
}

const SecretId = 'demo';
const get = new GetSecretValueCommand({ SecretId });
const put = new PutSecretValueCommand({ SecretId, SecretString: 'x' });

async function outcomes(kmsKeys: object[], KmsKeyId?: string): Promise<[read: string, write: string]> {
  const { secrets } = clientsFor({ requestHandler: requestHandler(accountWith(kmsKeys, KmsKeyId)) });
  return [await refusal(secrets.send(get)), await refusal(secrets.send(put))];
}

describe('a secret that is encrypted', () => {
  it.each<[key: string, keys: object[], id: string | undefined, read: string, write: string]>([
    ["with the account's own key", [{ KeyId: mine, KeyState: 'Disabled' }], undefined, 'accepted', 'accepted'],
    ['with a key of which nothing is said', [], mine, 'accepted', 'accepted'],
    ['with an enabled key', [{ KeyId: mine, KeyState: 'Enabled' }], mine, 'accepted', 'accepted'],
    ['with a disabled key', [{ KeyId: mine, KeyState: 'Disabled' }], mine, 'DecryptionFailure 400', 'EncryptionFailure 400'],
    [
      'with a key that waits for its deletion',
      [{ KeyId: mine, KeyState: 'PendingDeletion' }],
      mine,
      'DecryptionFailure 400',
      'EncryptionFailure 400',
    ],
    ['with a foreign key', [{ KeyId: foreign, isAllowed: false }], foreign, 'AccessDeniedException 400', 'AccessDeniedException 400'],
  ])('given %s, it can be read and written accordingly', async (_, keys, id, read, write) => {
    expect(await outcomes(keys, id)).toEqual([read, write]);
  });

  it("given it is encrypted anew with the account's own key, no key is shown any more", async () => {
    const account = accountWith([], mine);
    const { secrets } = clientsFor({ requestHandler: requestHandler(account) });
    await secrets.send(new UpdateSecretCommand({ SecretId, KmsKeyId: 'alias/aws/secretsmanager' }));
    expect(account.secrets.get(SecretId)?.KmsKeyId).toBeUndefined();
  });

  it('given it is to be encrypted with a key that cannot be used, it stays as it is', async () => {
    const account = accountWith([{ KeyId: foreign, isAllowed: false }], mine);
    const { secrets } = clientsFor({ requestHandler: requestHandler(account) });
    expect(await refusal(secrets.send(new UpdateSecretCommand({ SecretId, KmsKeyId: foreign })))).toBe('AccessDeniedException 400');
    expect(account.secrets.get(SecretId)?.KmsKeyId).toBe(mine);
  });
});

it('given KMS keys in a file, the account that is printed has them', () => {
  const kmsKeys = [
    { KeyId: mine, KeyState: 'Disabled' },
    { KeyId: foreign, isAllowed: false },
  ];
  expect(accountToFile(accountWith(kmsKeys)).kmsKeys).toEqual([
    { KeyId: mine, KeyState: 'Disabled', isAllowed: true },
    { KeyId: foreign, KeyState: 'Enabled', isAllowed: false },
  ]);
  expect(accountToFile(accountWith([]))).not.toHaveProperty('kmsKeys');
});
