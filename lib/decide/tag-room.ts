import { isStored } from '../model/keys.ts';
import type { Decision } from '../model/plan.ts';
import type { AccessKey } from '../model/user.ts';
import { markOf, tagsPerUser } from '../model/user-tags.ts';
import { cameWith } from '../model/vouched.ts';
import type { Draft } from './draft.ts';
import type { Rule } from './rules.ts';

/**
 * Returns why an act, or the start of an overlap, has no room for the tags that it sets; undefined if it has. Without them it
 * would fail at each sweep, or the next sweep would not know that it was done.
 */
export function tagRefusal(
  rule: Pick<Rule, 'action' | 'inOverlap'>,
  key: AccessKey,
  { UserName, keys, evidence, taken }: Draft,
): Decision['refusal'] {
  if (!evidence) return undefined;
  const { all, voidIntents, made, toldSince, inactiveSince } = evidence.tags;
  const needed = tagsNeeded(rule, key, evidence);
  const leaving = [...taken.keys()];
  const freed = [made, toldSince, inactiveSince].flatMap((marks) =>
    marks.filter((mark) => leaving.some((id) => markOf([mark], id))),
  );
  // Marks of creations that broke off, and of keys that are deleted, are removed before a key is made; the mark of one that is
  // stored and stays says that it was made from then on. Beside a key that is only deactivated, no slot is free for another.
  const stored = keys.filter((one) => one.Status === 'Active' && isStored(one, { evidence }));
  const brokenOff = evidence.tags.intents.filter((intent) => !stored.some((one) => cameWith(one, intent)));
  const gone = brokenOff.length + voidIntents.length + freed.length;
  const kept = rule.action === 'create' ? all.size - gone : all.size;
  if (needed === 0 || kept + needed <= tagsPerUser) return undefined;
  return {
    reason: `the user has no room for ${needed === 1 ? 'a tag' : `${needed} tags`} of the sweeper: ${kept} of ${tagsPerUser}; remove some (aws iam untag-user)`,
    remedy: `To see its tags, and to remove one:\n  aws iam list-user-tags --user-name="${UserName}"\n  aws iam untag-user --user-name="${UserName}" --tag-keys "<key>"`,
  };
}

function tagsNeeded(
  { action, inOverlap }: Pick<Rule, 'action' | 'inOverlap'>,
  { AccessKeyId }: AccessKey,
  { tags }: NonNullable<Draft['evidence']>,
): number {
  const isTold = markOf(tags.toldSince, AccessKeyId) !== undefined;
  // The mark of the creation, the mark that the owner was told, and the pointer if there is none.
  if (action === 'create') return tags.pointer ? 2 : 3;
  if (action === 'mark') return markOf(tags.inactiveSince, AccessKeyId) ? 0 : 1;
  // A deactivation removes the mark that the owner was told before it sets another.
  return (action === 'deactivate' || inOverlap) && !isTold ? 1 : 0;
}
