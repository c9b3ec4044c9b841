import { dayOf, daysAfter } from '../model/age.ts';
import type { Refusal } from '../model/plan.ts';
import { quoted } from '../model/quoted.ts';
import { tagKeys } from '../model/user-tags.ts';
import type { Draft } from './draft.ts';

/** After so many days a call that AWS refused is tried again: somebody may have changed the policy and told nobody. */
const retryAfterDays = 28;

/** Returns why no key can be created or finished for the user now, and how a person changes that; undefined if one can. */
export function creationRefusal({
  UserName,
  evidence,
  forced,
  now,
}: Pick<Draft, 'UserName' | 'evidence' | 'forced' | 'now'>): Refusal | undefined {
  if (!evidence) return undefined;
  const { secret, tags } = evidence;
  if (secret.refusal) {
    return { reason: `its secret ${secret.name} ${secret.refusal}`, remedy: secret.remedy };
  }
  const { refused } = tags;
  if (!refused?.at || forced || dayOf(now) >= retryDayOf(refused.at)) return undefined;
  return callRefusal({ operation: refused.operation, at: refused.at }, UserName);
}

/** By days, as it is told: the mark is set after its sweep began, so the sweep four weeks later would come minutes too early. */
function retryDayOf(at: Date): string {
  return dayOf(daysAfter(at, retryAfterDays));
}

/** Returns that AWS refused a call for good at that moment, when it is tried again, and how a person changes that. */
export function callRefusal({ operation, at }: { operation: string; at: Date }, UserName: string): Refusal {
  const [on, again] = [dayOf(at), retryDayOf(at)];
  return {
    reason:
      `AWS refused ${shownOperation(operation)} on ${on}; it is tried again from ${again} on, when a person forces it, or ` +
      `once a person removes the cause and then the tag ${tagKeys.refusedCreate}`,
    remedy:
      `Whoever runs access-key-sweeper finds AWS's reason in the notices and the log of ${on}. It is tried again from ` +
      `${again} on, or when a person forces it. Once the cause is removed, this has it tried again at the next sweep:\n` +
      `  aws iam untag-user --user-name="${UserName}" --tag-keys ${tagKeys.refusedCreate}`,
  };
}

/** Whoever may tag the user could write another text into the mark. */
function shownOperation(operation: string): string {
  return /^\w+:\w+$/.test(operation) ? operation : quoted(operation);
}
