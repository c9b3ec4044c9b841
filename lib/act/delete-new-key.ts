import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isGone } from '../aws/errors.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/**
 * Deletes a key that this sweep just created and that nobody has, then its intent mark. Returns true if the key is gone;
 * false if AWS does not know the new key yet: then the mark stays, by which a later sweep finds the key and
 * deactivates it; one a day later deletes it.
 */
export async function discard({ plan, sweep, AccessKeyId, intent }: Attempt): Promise<boolean> {
  const { UserName } = plan;
  try {
    await sweep.deps.iamWrite.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  } catch (thrown) {
    if (isGone(thrown)) return false;
    throw thrown;
  }
  await untagUser(UserName, [intent], sweep);
  return true;
}
