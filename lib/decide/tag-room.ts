import { isStored } from '../model/keys.ts';
import { type Action, type Decision, inOrder, type Refusal, refused } from '../model/plan.ts';
import type { Evidence } from '../model/user.ts';
import { markOf, tagsPerUser } from '../model/user-tags.ts';
import { cameWith } from '../model/vouched.ts';
import type { Draft, KnownDraft } from './draft.ts';

/**
 * Refuses acts, and starts of overlaps, that have no room for the tags that they set. Without them they would fail at each
 * sweep, or the next sweep would not know that they were done. What is done first has the first claim to the room.
 */
export function withTagRoom(decisions: readonly Decision[], draft: Draft): Decision[] {
  const { evidence } = draft;
  if (!evidence) return [...decisions];
  const refusals = new Map<Decision, Refusal>();
  let before = 0;
  for (const decision of inOrder(decisions)) {
    const isBlocked = decision.rule === 'no-slot';
    const needed = isBlocked ? tagsToCreate(evidence) : tagsNeeded(decision, evidence);
    // Of a key without a free slot, it counts whether there would be room once its user has no other key.
    const taken = isBlocked ? allBut(decision, decisions) : draft.taken;
    const refusal = refusalOf(
      isBlocked ? 'create' : decision.action,
      { needed: decision.refusal ? 0 : needed, before: isBlocked ? 0 : before },
      { ...draft, evidence, taken },
    );
    if (refusal) refusals.set(decision, refusal);
    else if (!isBlocked) before += needed;
  }
  return decisions.map((one) => refused(one, refusals.get(one)));
}

function allBut({ key }: Decision, decisions: readonly Decision[]): KnownDraft['taken'] {
  const others = decisions.filter((other) => other.key !== key);
  return new Map(others.map((other) => [other.key.AccessKeyId, 'delete']));
}

function refusalOf(
  action: Action,
  { needed, before }: { needed: number; before: number },
  { UserName, keys, evidence, taken }: KnownDraft,
): Refusal | undefined {
  const { all, voidIntents, made, toldSince, inactiveSince } = evidence.tags;
  const leaving = [...taken.keys()];
  const freed = [made, toldSince, inactiveSince].flatMap((marks) =>
    marks.filter((mark) => leaving.some((id) => markOf([mark], id))),
  );
  // Marks of creations that broke off, and of keys that are deleted, are removed before a key is made; the mark of one that is
  // stored and stays says that it was made from then on. Beside a key that is only deactivated, no slot is free for another.
  const stored = keys.filter((one) => one.Status === 'Active' && isStored(one, { evidence }));
  const brokenOff = evidence.tags.intents.filter((intent) => !stored.some((one) => cameWith(one, intent)));
  const gone = brokenOff.length + voidIntents.length + freed.length;
  const kept = action === 'create' ? all.size - gone : all.size;
  if (needed === 0 || kept + before + needed <= tagsPerUser) return undefined;
  const others = before > 0 ? `, and the user's other keys need ${before}` : '';
  return {
    reason: `the user has no room for ${needed === 1 ? 'a tag' : `${needed} tags`} of the sweeper: ${kept} of ${tagsPerUser}${others}; remove some (aws iam untag-user)`,
    remedy: `To see its tags, and to remove one:\n  aws iam list-user-tags --user-name="${UserName}"\n  aws iam untag-user --user-name="${UserName}" --tag-keys "<key>"`,
  };
}

function tagsNeeded({ key, action, inOverlap, refusal }: Decision, { tags }: Evidence): number {
  const { AccessKeyId } = key;
  if (refusal) return 0;
  const isTold = markOf(tags.toldSince, AccessKeyId) !== undefined;
  if (action === 'create') return tagsToCreate({ tags });
  if (action === 'mark') return markOf(tags.inactiveSince, AccessKeyId) ? 0 : 1;
  // A deactivation removes the mark that the owner was told before it sets another.
  return (action === 'deactivate' || inOverlap) && !isTold ? 1 : 0;
}

/** The mark of the creation, the mark that the owner was told, and the pointer if there is none. */
function tagsToCreate({ tags }: Pick<Evidence, 'tags'>): number {
  return tags.pointer ? 2 : 3;
}
