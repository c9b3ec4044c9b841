import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Config } from '../../config/schema.ts';
import { asError, isCode, isDefinite, isGone } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';
import { sesSmtpRegion } from '../model/ses-smtp.ts';
import { Deferred } from './deferred.ts';
import { refusedOrFailed } from './refused.ts';
import { SecretAccessKey } from './secret-access-key.ts';
import { sesSmtpPassword } from './ses-smtp-password.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt, Task } from './task.ts';

/**
 * A new key. Its secret, and the SMTP password derived from it, go to Secrets Manager; the secret goes into a signature for
 * STS too. Neither goes anywhere else.
 */
export type MintedKey = {
  AccessKeyId: string;
  /** Stores the key in the user's secret as AWSPENDING; returns the stages that its version then has. */
  store: (attempt: Attempt) => Promise<string[]>;
  /** Calls STS with the key itself; returns the UserId that the key belongs to. */
  prove: () => Promise<string | undefined>;
};

/**
 * Creates an access key, in one attempt: the call is not idempotent. Throws if it failed. If the answer is not clear, the
 * intent mark stays, and if there is a key, a sweep an hour or more later deactivates it, and one a day later deletes it.
 */
export async function mintKey(task: Task, intent: string): Promise<MintedKey> {
  const { UserName } = task.plan;
  const { deps, config } = task.sweep;
  const { fields } = config.secrets;
  const { AccessKeyId, secret } = await createAccessKey(task, intent);
  return {
    AccessKeyId,
    store: async (attempt) => {
      const region = fields.SesSmtpPassword === null ? undefined : sesSmtpRegion(task.plan.evidence);
      const smtp = region && new SecretAccessKey(sesSmtpPassword(secret.reveal(), region));
      const value = storedAs(fields, {
        AccessKeyId,
        SecretAccessKey: secret.reveal(),
        UserName,
        ...(smtp && { SesSmtpPassword: smtp.reveal() }),
      });
      const put = new PutSecretValueCommand({
        SecretId: attempt.secret,
        ClientRequestToken: attempt.versionId,
        SecretString: JSON.stringify(value),
        VersionStages: ['AWSPENDING'],
      });
      const stored = await deps.secrets.send(put).catch((thrown) => {
        throw secret.keepOutOf(smtp ? smtp.keepOutOf(thrown) : thrown);
      });
      return stored.VersionStages ?? [];
    },
    prove: async () => {
      const sts = deps.stsAs({ accessKeyId: AccessKeyId, secretAccessKey: secret.reveal() });
      try {
        return (await sts.send(new GetCallerIdentityCommand({}))).UserId;
      } catch (thrown) {
        throw secret.keepOutOf(thrown);
      } finally {
        sts.destroy();
      }
    },
  };
}

/** Returns the value to store, with the field names that the configuration sets. */
function storedAs(
  fields: Config['secrets']['fields'],
  values: Record<'AccessKeyId' | 'SecretAccessKey' | 'UserName', string> & { SesSmtpPassword?: string },
): Record<string, unknown> {
  const { AccessKeyId, SecretAccessKey, UserName, SesSmtpPassword } = values;
  const fixed = Object.entries(fields.fixed).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(fixed),
    [fields.AccessKeyId]: AccessKeyId,
    [fields.SecretAccessKey]: SecretAccessKey,
    ...(fields.UserName !== null && { [fields.UserName]: UserName }),
    ...(fields.SesSmtpPassword !== null && SesSmtpPassword && { [fields.SesSmtpPassword]: SesSmtpPassword }),
  };
}

async function createAccessKey(
  task: Task,
  intent: string,
): Promise<{ AccessKeyId: string; secret: SecretAccessKey }> {
  const { UserName } = task.plan;
  try {
    const { AccessKey } = await task.sweep.deps.iamCreate.send(new CreateAccessKeyCommand({ UserName }));
    return {
      AccessKeyId: required(AccessKey?.AccessKeyId, 'CreateAccessKey', 'AccessKeyId'),
      secret: new SecretAccessKey(required(AccessKey?.SecretAccessKey, 'CreateAccessKey', 'SecretAccessKey')),
    };
  } catch (thrown) {
    if (!isDefinite(thrown)) {
      // Without `cause`: an answer that the SDK could not parse may contain the secret.
      throw new Error(
        `CreateAccessKey for ${UserName} had no clear answer (${asError(thrown).name}). If it made a key, nobody ` +
          'has its secret; a sweep an hour or more from now finds that key by its mark and deactivates it, and one a day ' +
          'later deletes it',
      );
    }
    if (isGone(thrown)) throw thrown;
    await untagUser(UserName, [intent], task.sweep);
    if (isCode(thrown, 'LimitExceeded') && task.known.hasDeleted) {
      throw new Deferred('AWS still counts the key that this sweep deleted');
    }
    throw refusedOrFailed('iam:CreateAccessKey', `CreateAccessKey for ${UserName}`, thrown);
  }
}
