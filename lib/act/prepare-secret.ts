import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { isCode, wrapError } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';
import type { SecretState } from '../model/secret-state.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readSecret } from '../read/read-secret.ts';
import type { Task } from './task.ts';

/**
 * Makes sure that the user's secret exists and can be written. Returns its ARN, not its name: if the secret is deleted and
 * created again, the name stays and the ARN changes. Throws with what a person can do if the sweeper must not write to it.
 */
export async function prepareSecret({ plan, sweep }: Task): Promise<string> {
  const { UserName, UserId, evidence } = plan;
  if (!evidence) throw new Error(`Nothing is known of the secret of ${UserName}; not touched`);
  const existing = writable(evidence.secret).arn;
  if (existing) return existing;
  try {
    const created = await sweep.deps.secrets.send(
      new CreateSecretCommand({
        Name: evidence.secret.name,
        Description: `The current access key of the IAM user ${UserName}, kept by access-key-sweeper`,
        Tags: [{ Key: tagKeys.userId, Value: UserId }],
        ...(sweep.config.secrets.kmsKeyId && { KmsKeyId: sweep.config.secrets.kmsKeyId }),
      }),
    );
    return required(created.ARN, 'CreateSecret', 'ARN');
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceExists')) throw wrapError(`CreateSecret ${evidence.secret.name}`, thrown);
    // The secret exists by now: the first attempt created it and its answer was lost, or somebody else created it.
    return required(writable(await readSecret(plan, sweep)).arn, 'DescribeSecret', 'ARN');
  }
}

/** Returns the secret if the sweeper may write to it. Throws with what a person can do if it must not. */
export function writable(secret: SecretState): SecretState {
  if (secret.refusal) throw new Error(`The secret ${secret.name} ${secret.refusal}`);
  return secret;
}
