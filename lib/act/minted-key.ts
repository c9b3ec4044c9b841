import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Config } from '../../config/schema.ts';
import { asError, failed, isCode, isDefinite, isGone } from '../aws/errors.ts';
import { required } from '../aws/required.ts';
import { SecretAccessKey } from '../aws/secret-access-key.ts';
import { Deferred } from './deferred.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt, Task } from './task.ts';

/** A new key, whose secret goes to Secrets Manager and into a signature for STS, and nowhere else. */
export type MintedKey = {
  AccessKeyId: string;
  /** Puts the key into the user's secret as AWSPENDING; gives the stages that its version has then. */
  store: (attempt: Attempt) => Promise<string[]>;
  /** Asks STS, with the key itself, whose it is; gives the UserId. */
  prove: () => Promise<string | undefined>;
};

/**
 * Creates an access key, with one attempt only: the call is not idempotent. Whatever is unclear stays
 * marked, and a sweep an hour or more later looks what came of it.
 */
export async function mintKey(task: Task, intent: string): Promise<MintedKey> {
  const { UserName } = task.plan.holder;
  const { deps, config } = task.sweep;
  const { fields } = config.secrets;
  const { AccessKeyId, secret } = await createAccessKey(task, intent);
  return {
    AccessKeyId,
    store: async (attempt) => {
      const value = storedAs(fields, { AccessKeyId, SecretAccessKey: secret.reveal(), UserName });
      const put = new PutSecretValueCommand({
        SecretId: attempt.secret,
        ClientRequestToken: attempt.versionId,
        SecretString: JSON.stringify(value),
        VersionStages: ['AWSPENDING'],
      });
      const stored = await deps.secrets.send(put).catch((thrown) => {
        throw secret.keepOutOf(thrown);
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

/** The value of a secret, its fields called as the configuration says. */
function storedAs(
  fields: Config['secrets']['fields'],
  { AccessKeyId, SecretAccessKey, UserName }: Record<'AccessKeyId' | 'SecretAccessKey' | 'UserName', string>,
): Record<string, unknown> {
  const fixed = Object.entries(fields.fixed).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(fixed),
    [fields.AccessKeyId]: AccessKeyId,
    [fields.SecretAccessKey]: SecretAccessKey,
    ...(fields.UserName !== null && { [fields.UserName]: UserName }),
  };
}

async function createAccessKey(
  task: Task,
  intent: string,
): Promise<{ AccessKeyId: string; secret: SecretAccessKey }> {
  const { UserName } = task.plan.holder;
  try {
    const { AccessKey } = await task.sweep.deps.iamCreate.send(new CreateAccessKeyCommand({ UserName }));
    return {
      AccessKeyId: required(AccessKey?.AccessKeyId, 'CreateAccessKey', 'AccessKeyId'),
      secret: new SecretAccessKey(required(AccessKey?.SecretAccessKey, 'CreateAccessKey', 'SecretAccessKey')),
    };
  } catch (thrown) {
    if (!isDefinite(thrown)) {
      // Without its cause: an answer that could not be read may hold the secret.
      throw new Error(
        `CreateAccessKey for ${UserName} had no clear answer (${asError(thrown).name}). If it made a key, nobody ` +
          'has its secret; a sweep an hour or more from now finds that key by its mark and deletes it',
      );
    }
    if (isGone(thrown)) throw thrown;
    await untagUser(UserName, [intent], task.sweep);
    if (isCode(thrown, 'LimitExceeded') && task.known.hasDeleted) {
      throw new Deferred('AWS still counts the key that this sweep deleted');
    }
    throw failed(`CreateAccessKey for ${UserName}`, thrown);
  }
}
