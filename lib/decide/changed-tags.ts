import type { Config } from '../../config/schema.ts';
import type { Plan } from '../model/plan.ts';
import { quoted } from '../model/quoted.ts';
import type { AccessKey, Evidence } from '../model/user.ts';
import { type KeyMark, markOf, type UserTags } from '../model/user-tags.ts';
import { exemptionOf } from './exempt.ts';

/**
 * Returns why the plan of a user must not be carried out now that its tags are these: a person wants it left alone, or wants
 * other thresholds. Undefined if no such tag changed.
 */
export function changedTags(
  { UserName, Path, evidence }: Pick<Plan, 'UserName' | 'Path' | 'evidence'>,
  tags: UserTags,
  { config, now }: { config: Config; now: Date },
): string | undefined {
  if (!evidence) return undefined;
  const exemption = exemptionOf({ UserName, Path, evidence: { ...evidence, tags } }, config, now);
  const since = "the user's tags changed after this sweep had looked at them";
  if (exemption) return `${since}: ${exemption.reason}`;
  if (tags.profile === evidence.tags.profile) return undefined;
  return `${since}: its profile is ${tags.profile === undefined ? 'none' : quoted(tags.profile)} now`;
}

/**
 * Returns the evidence with the marks that `tags` has about the end of one key. Those about other keys stay as they
 * were: this sweep itself may have ended those keys since it decided.
 */
export function withMarksAbout({ AccessKeyId }: AccessKey, tags: UserTags, evidence: Evidence): Evidence {
  const now = <Mark extends KeyMark>(before: readonly Mark[], after: readonly Mark[]) => [
    ...before.filter((mark) => !markOf([mark], AccessKeyId)),
    ...after.filter((mark) => markOf([mark], AccessKeyId)),
  ];
  const toldSince = now(evidence.tags.toldSince, tags.toldSince);
  const inactiveSince = now(evidence.tags.inactiveSince, tags.inactiveSince);
  return { ...evidence, tags: { ...evidence.tags, toldSince, inactiveSince } };
}
