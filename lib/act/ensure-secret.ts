import { CreateSecretCommand, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { isCode } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';
import { intentValue } from '../model/mark-values.ts';
import { pointerValue } from '../model/pointer.ts';
import { refusalOf, secretTag } from '../model/refusal.ts';
import { tagKeys } from '../model/user-tags.ts';
import { Deferred } from './deferred.ts';
import { Refused, refusedOrFailed } from './refused.ts';
import { tagUser, untagUser } from './tag-user.ts';
import type { Announced, Task } from './task.ts';

/**
 * Makes sure that the user has a secret and that the user's pointer names it. Returns its ARN, not its name: if the secret
 * is deleted and created again, the name stays and the ARN changes.
 *
 * Throws Deferred, without the intent mark, if a secret of that name appeared that is not ours. If it is not known whether
 * the secret was made or the pointer written, the mark stays, and a later sweep finishes that.
 */
export async function ensureSecret(task: Task, announced: Announced): Promise<string> {
  const { known } = task;
  known.secret ??= await makeSecret(task, announced);
  return known.secret;
}

async function makeSecret(task: Task, announced: Announced): Promise<string> {
  const arn = await createSecret(task, announced);
  const { UserName } = task.plan;
  const { at, keyIds } = announced;
  // One call, so that there is no moment with both: a hash that outlives the pointer's absence proves another's secret.
  const tags = [pointerTo(arn, task.sweep), { Key: announced.tagKey, Value: intentValue(at, keyIds) }];
  await tagUser(UserName, tags, task.sweep);
  return arn;
}

/** Returns the tag that says which secret is the user's. */
export function pointerTo(
  arn: string,
  { deployment }: Pick<Task['sweep'], 'deployment'>,
): { Key: string; Value: string } {
  return { Key: tagKeys.pointer, Value: pointerValue({ arn, stage: deployment.stage }) };
}

async function createSecret({ plan, sweep }: Task, { tagKey, nonce }: Announced): Promise<string> {
  const { UserName, UserId, evidence } = plan;
  const { deps, config } = sweep;
  const Name = required(evidence?.secret.name, 'Reading the secret', 'name');
  try {
    const created = await deps.secrets.send(
      new CreateSecretCommand({
        Name,
        Description: `The current access key of the IAM user ${UserName}, kept by access-key-sweeper`,
        Tags: [
          { Key: tagKeys.userId, Value: UserId },
          { Key: tagKeys.nonce, Value: nonce },
        ],
        ...(config.secrets.kmsKeyId && { KmsKeyId: config.secrets.kmsKeyId }),
      }),
    );
    return required(created.ARN, 'CreateSecret', 'ARN');
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceExists')) {
      const failure = refusedOrFailed('secretsmanager:CreateSecret', `CreateSecret ${Name}`, thrown);
      if (failure instanceof Refused) await untagUser(UserName, [tagKey], sweep);
      throw failure;
    }
    const found = await deps.secrets.send(new DescribeSecretCommand({ SecretId: Name }));
    const { deployment } = sweep;
    const about = { name: Name, user: plan, deployment, kmsKeyId: config.secrets.kmsKeyId, owner: undefined };
    // The first attempt created it, and its answer was lost; unless somebody made it again, with another KMS key.
    if (secretTag(found, tagKeys.nonce) === nonce && !refusalOf(found, about).refusal)
      return required(found.ARN, 'DescribeSecret', 'ARN');
    await untagUser(UserName, [tagKey], sweep);
    throw new Deferred(`somebody made a secret ${Name} after this sweep had looked for it`);
  }
}
