import type { Account } from '../account/account.ts';
import type { Secret } from '../account/secret.ts';
import { addSecret } from '../account/secret-in-file.ts';
import type { User } from '../account/user.ts';
import { secretIfAny } from '../services/secrets-manager.ts';
import { moveStage, removeDeprecated } from '../services/staging-labels.ts';
import type { MakeChange, ManualChangeName } from './manual-change.ts';

/** The changes of a user's secret. */
export const changesOfSecrets = {
  'delete-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      secret.DeletedDate = account.clock.now();
      return true;
    }),
  'restore-secret': (account, user) =>
    changeSecret(account, user, (secret) => secret.DeletedDate !== undefined && delete secret.DeletedDate),
  'roll-back-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      const previous = [...secret.versions.values()].find(({ stages }) => stages.has('AWSPREVIOUS'));
      if (secret.DeletedDate || !previous) return false;
      moveStage(secret, 'AWSCURRENT', previous.VersionId);
      return true;
    }),
  'write-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      const VersionId = `by-hand-${String(account.history.length).padStart(30, '0')}`;
      const CreatedDate = account.clock.now();
      secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate });
      moveStage(secret, 'AWSCURRENT', VersionId);
      removeDeprecated(account, secret);
      return true;
    }),
  // As with DeleteSecret without a recovery window, the old one is gone at once.
  'make-secret': (account, { UserName, UserId }, { secret = { versions: [] } }) => {
    const Name = `iam-access-keys/${UserName.replaceAll(',', '/')}`;
    const Tags = { 'access-key-sweeper:user-id': UserId };
    const CreatedDate = account.clock.now().toISOString();
    account.secrets.delete(Name);
    addSecret({ Tags, CreatedDate, ...secret, Name }, account);
    return true;
  },
  'forge-version': (
    account,
    user,
    { AccessKeyId = user.keys.at(-1)?.AccessKeyId ?? 'AKIAFORGED0000EXAMPLE' },
  ) =>
    changeSecret(account, user, (secret) => {
      const VersionId = `access-key-sweeper-${AccessKeyId}`;
      if (secret.DeletedDate || secret.versions.has(VersionId)) return false;
      const CreatedDate = account.clock.now();
      secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate });
      moveStage(secret, 'AWSCURRENT', VersionId);
      return true;
    }),
} satisfies Partial<Record<ManualChangeName, MakeChange>>;

/**
 * Changes the secret that the user's tag names or, without one, that is tagged as the user's. Returns false if there is none,
 * or if `how` refuses.
 */
function changeSecret(account: Account, { UserId, tags }: User, how: (secret: Secret) => boolean): boolean {
  const [arn] = tags.get('access-key-sweeper:secret:arn')?.Value.split(' ') ?? [];
  const all = [...account.secrets.values()];
  const owned =
    all.find(({ ARN }) => ARN === arn) ?? all.find((one) => one.tags.some(({ Value }) => Value === UserId));
  const secret = owned && secretIfAny(account, owned.Name);
  return secret !== undefined && how(secret);
}
