import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { failed, isCode } from '../aws/errors.ts';
import { required } from '../aws/required.ts';
import type { SecretState } from '../model/secret-state.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readSecret } from '../read/read-secret.ts';
import type { Task } from './task.ts';

/**
 * Makes sure that the user's secret exists and may be written to; gives its ARN, because another secret of the
 * same name has another one.
 */
export async function prepareSecret({ plan, sweep }: Task): Promise<string> {
  const { holder, evidence } = plan;
  if (!evidence) throw new Error(`Nothing is known of the secret of ${holder.UserName}; not touched`);
  const existing = writable(evidence.secret).arn;
  if (existing) return existing;
  try {
    const created = await sweep.deps.secrets.send(
      new CreateSecretCommand({
        Name: evidence.secret.name,
        Description: `The current access key of the IAM user ${holder.UserName}, kept by access-key-sweeper`,
        Tags: [{ Key: tagKeys.userId, Value: holder.UserId }],
        ...(sweep.config.secrets.kmsKeyId && { KmsKeyId: sweep.config.secrets.kmsKeyId }),
      }),
    );
    return required(created.ARN, 'CreateSecret', 'ARN');
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceExists')) throw failed(`CreateSecret ${evidence.secret.name}`, thrown);
    // A retry of a lost answer is refused, although the first try did it; or somebody else was faster.
    return required(writable(await readSecret(holder, sweep)).arn, 'DescribeSecret', 'ARN');
  }
}

/** The secret, if the sweeper may write to it; throws with what a person can do if it may not. */
export function writable(secret: SecretState): SecretState {
  if (secret.refusal) throw new Error(`The secret ${secret.name} ${secret.refusal}`);
  return secret;
}
