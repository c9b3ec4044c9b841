import { isExplained } from '../../decide/concerns.ts';
import { type AfterSlot, afterSlot, type SlotEnd, slotEndOf } from '../../decide/slot-end.ts';
import type { Decision, UserResult } from '../../model/plan.ts';
import type { SweepReport } from '../../report/report.ts';
import { plural } from '../format.ts';
import type { NoticeContext } from '../notice.ts';
import type { Section } from './section.ts';

/** Returns the section about keys that are replaced later, once what was promised about another key frees a slot. */
export function slotSection(
  { freeze, forcedAgain, userResults }: Pick<SweepReport, 'freeze' | 'forcedAgain' | 'userResults'>,
  { config: { mode }, now }: NoticeContext,
): Section {
  const isRehearsed = mode !== 'enforce' && !freeze;
  return {
    title: isRehearsed ? 'Would wait for a free slot under mode enforce' : 'Wait for a free slot',
    advice: 'Nothing to do: each line says what happens by itself.',
    lines: userResults
      // Sections about forced keys name these.
      .filter(({ plan }) => !forcedAgain.includes(plan.UserName))
      .flatMap((one) =>
        one.results.flatMap(({ decision }) => {
          const wait = slotWaitOf(decision, one, now);
          const isSaid = wait?.after === 'asked' || isExplained(decision, one.plan);
          return wait && !isSaid ? [waitLine(decision, wait)] : [];
        }),
      ),
  };
}

/** What a key without a slot waits for, and what becomes of it then. */
export type SlotWait = { end: SlotEnd; after: AfterSlot };

/** Returns what a key without a slot waits for; undefined if a person has to free one. */
export function slotWaitOf(
  decision: Decision,
  userResult: Pick<UserResult, 'plan' | 'results'>,
  now: Date,
): SlotWait | undefined {
  const end = decision.rule === 'no-slot' ? slotEndOf(decision, userResult) : undefined;
  if (!end) return undefined;
  const { config, forced } = userResult.plan;
  const after = afterSlot(decision, userResult.plan, { end, now });
  // A person who frees it before the key is late need not ask.
  const isInTime = after === 'asked' && !forced && decision.age <= config.thresholds.create.to;
  return isInTime ? undefined : { end, after };
}

const afterwards: Record<AfterSlot, string> = {
  replaced: 'replaced after that',
  retired: 'not replaced while nobody uses it',
  asked: 'somebody has to ask for its replacement after that',
};

/** Returns one line about a key that waits: for what, and what becomes of it then. */
export function waitLine({ key, age }: Decision, { end, after }: SlotWait): string {
  const { endsOn, isIdleOnly, deletedOn } = end;
  const ends = endsOn
    ? `is deactivated from ${endsOn} on${isIdleOnly ? ' unless it is used' : ''}, and deleted on ${deletedOn} at the earliest`
    : `is deleted on ${deletedOn} at the earliest`;
  return `${key.UserName}, ${key.AccessKeyId}: ${plural(age, 'day')} old; ${end.key.AccessKeyId} ${ends}; ${afterwards[after]}`;
}
