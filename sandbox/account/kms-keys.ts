import type { AccountFile } from './account-schema.ts';

/** A KMS key with which secrets may be encrypted. A key that is not in the account is enabled and lets everybody use it. */
export type KmsKey = {
  /** As the secrets name it: an id, an ARN or an alias. */
  KeyId: string;
  KeyState: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** False if its policy lets nobody of this account use it, as with a key of another account. */
  isAllowed: boolean;
};

/** Returns the KMS keys of a file, by id. */
export function kmsKeysOf({ kmsKeys = [] }: AccountFile): Map<string, KmsKey> {
  return new Map(
    kmsKeys.map(({ KeyId, KeyState = 'Enabled', isAllowed = true }) => [
      KeyId,
      { KeyId, KeyState, isAllowed },
    ]),
  );
}

/** Returns the KMS keys of an account as a file has them; nothing if there is none. */
export function kmsKeysToFile({
  kmsKeys,
}: {
  kmsKeys: ReadonlyMap<string, KmsKey>;
}): Pick<AccountFile, 'kmsKeys'> {
  return kmsKeys.size > 0 ? { kmsKeys: [...kmsKeys.values()] } : {};
}
