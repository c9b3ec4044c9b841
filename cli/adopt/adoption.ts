import { isStoredInTime } from '../../lib/model/keys.ts';
import { madeValue } from '../../lib/model/mark-values.ts';
import { pointerValue } from '../../lib/model/pointer.ts';
import { versionIdOf } from '../../lib/model/secret-state.ts';
import type { AccessKey } from '../../lib/model/user.ts';
import { tagKeys } from '../../lib/model/user-tags.ts';
import { isVouched } from '../../lib/model/vouched.ts';
import {
  busy,
  type Circumstances,
  elsewhere,
  missing,
  noRoom,
  ofSomebodyElse,
  outside,
  type Refused,
  unwritable,
} from './adoption-refusals.ts';
import type { Candidate, FoundSecret } from './candidate.ts';

/** What is done for a user: its secret is adopted, it is refused, or its tags say already what they should. */
export type Adoption = Adopted | Refused | { kind: 'nothing'; secret: FoundSecret };

export type Adopted = {
  kind: 'adopt';
  secret: FoundSecret;
  /** The keys that the tags are going to vouch for. */
  keys: readonly AccessKey[];
  /** The tags to set, in one call. */
  tags: readonly { Key: string; Value: string }[];
};

/** A user, its secret, and what is done for it. */
export type Decided<Kind = Adoption> = { candidate: Candidate; adoption: Kind };

/** Returns what is done for a user. A secret that a sweep would not write to is not adopted. */
export function adoptionOf(candidate: Candidate, circumstances: Circumstances): Adoption {
  const { secret } = candidate;
  const stopped = busy(candidate, circumstances) ?? elsewhere(candidate, circumstances);
  if (stopped) return stopped;
  if (!secret) return missing(candidate, circumstances);
  const notOfUser = outside(secret, circumstances) ?? ofSomebodyElse(candidate, secret, circumstances);
  if (notOfUser) return notOfUser;
  const { keys, tags } = tagsFor(candidate, secret, circumstances);
  if (tags.length === 0) return { kind: 'nothing', secret };
  return (
    unwritable(candidate, secret, circumstances) ??
    noRoom(candidate, tags) ?? { kind: 'adopt', secret, keys, tags }
  );
}

function tagsFor(
  { user, tags }: Candidate,
  { ARN, versions }: FoundSecret,
  { deployment, now }: Circumstances,
): Pick<Adopted, 'keys' | 'tags'> {
  const Value = pointerValue({ arn: ARN, stage: deployment.stage });
  const isPointed = tags.all.get(tagKeys.pointer) === Value;
  const stored = user.keys.filter((key) => {
    const version = versions.get(versionIdOf(key.AccessKeyId));
    return version !== undefined && isStoredInTime(key, version);
  });
  const keys = stored.filter((key) => !isVouched(key, tags));
  return {
    keys,
    tags: [
      ...(isPointed ? [] : [{ Key: tagKeys.pointer, Value }]),
      ...keys.map(({ AccessKeyId }) => ({
        Key: tagKeys.creating(`adopted-${AccessKeyId}`),
        Value: madeValue(now, AccessKeyId),
      })),
    ],
  };
}
