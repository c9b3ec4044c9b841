import { isExplained } from '../../decide/concerns.ts';
import { dayOf, daysAfter } from '../../model/age.ts';
import { withdrawnPromises } from '../../model/announcements.ts';
import { isCreation, type Plan, type Result, type RuleName, type UserResult } from '../../model/plan.ts';
import { markOf } from '../../model/user-tags.ts';
import { attributesOf, type Notice, type NoticeContext, type Severity, subjectOf } from '../notice.ts';
import { type OwnerEvent, ownerTexts } from './texts-by-event.ts';
import type { Words } from './words.ts';
import { wordsFor } from './words-for.ts';

type Acted = Pick<UserResult, 'plan' | 'results'>;
type News = { event: OwnerEvent; words: Words; severity: Severity };

/** The reader may not know the sweeper. */
const sender = 'From access-key-sweeper, which replaces old access keys in this account.';
const order = Object.keys(ownerTexts) as OwnerEvent[];
const severities: readonly Severity[] = ['urgent', 'warning', 'info'];
const reminders: readonly OwnerEvent[] = [
  'in-the-way',
  'superseded-waiting',
  'unused-waiting',
  'inactive-waiting',
];

/** Returns the notice to one user's owner about all keys that have news; undefined if there is no news. */
export function ownerNotice({ plan, results }: Acted, context: NoticeContext): Notice | undefined {
  const { UserName } = plan;
  const unfinished = results.filter(isUnfinished).map(({ decision }) => decision.key);
  const news = results
    // Nobody is told to move to a key that was to become current and did not.
    .filter(({ decision: { replacement } }) => !replacement || !unfinished.includes(replacement))
    .flatMap((result) => newsOf(result, { plan, results }, context))
    .concat(withdrawnNews({ plan, results }, context))
    .toSorted(byWeight);
  const [first] = news;
  if (!first) return undefined;
  const { accountId, environment } = context;
  const { event, severity, words } = first;
  const owner = plan.evidence?.tags.owner;
  const about = {
    event,
    userName: UserName,
    owner,
    environment,
    accountId,
    severity,
  };
  return {
    subject: subjectOf(`[${environment}] ${ownerTexts[event].subject(words)} (${UserName})`),
    text: paragraphs([
      `IAM user ${UserName}, AWS account ${accountId} (${environment})\n${sender}`,
      ...news.map((one) => ownerTexts[one.event].text(one.words)),
      ...news.flatMap((one) => ownerTexts[one.event].todo(one.words)),
    ]),
    data: { ...about, keys: news.map(dataOf) },
    attributes: attributesOf(about),
  };
}

function isUnfinished({ decision: { action }, outcome }: Result): boolean {
  return action === 'finish' && outcome !== 'done';
}

/** A paragraph that several keys share appears once. */
function paragraphs(all: readonly string[]): string {
  return [...new Set(all)].join('\n\n');
}

function dataOf({
  event,
  severity,
  words: { user, siblings, place, smtp, slotEnd, afterSlot, ...words },
}: News): object {
  return { event, severity, ...words };
}

/** Orders news by urgency, the most urgent first. */
function byWeight(a: News, b: News): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    order.indexOf(a.event) - order.indexOf(b.event)
  );
}

function newsOf(result: Result, userResult: Acted, context: NoticeContext): News[] {
  const { plan } = userResult;
  const event = eventOf(result, plan);
  const isSilent = event && !plan.config.notices.reminders && isReminder(event, result, plan, context.now);
  const words = wordsFor(result, userResult, context);
  return [
    ...(event && !isSilent ? [{ event, words }] : []),
    ...result.decision.concerns.map(({ kind, ...concern }) => ({
      event: kind,
      words: { ...words, concern },
    })),
  ].map(withSeverity);
}

/** Returns that promises no longer hold. A mark of the first version names no day. */
function withdrawnNews({ plan, results }: Acted, context: NoticeContext): News[] {
  const withdrawn = withdrawnPromises(plan, results).filter(({ at }) => at);
  return results.flatMap((result) => {
    const mark = markOf(withdrawn, result.decision.key.AccessKeyId);
    if (!mark) return [];
    const deactivateOn = mark.days?.earliest ?? '';
    const words = { ...wordsFor(result, { plan, results }, context), deactivateOn };
    return [withSeverity({ event: 'withdrawn', words })];
  });
}

function withSeverity(one: Omit<News, 'severity'>): News {
  return { ...one, severity: ownerTexts[one.event].severity(one.words) };
}

/** True if the owner was told the same before and is told again by a later sweep, so that this notice is not the last warning. */
function isReminder(
  event: OwnerEvent,
  { decision: { promised, deletion } }: Result,
  { config }: Plan,
  now: Date,
): boolean {
  if (!reminders.includes(event)) return false;
  // A day more, for the flexible window and for clocks that go back.
  const nextSweep = dayOf(daysAfter(now, config.everyDays + 1));
  if (event === 'inactive-waiting') {
    const { isMarked, notBefore, planned } = deletion;
    return isMarked && ![notBefore, planned].some((day) => day >= dayOf(now) && day <= nextSweep);
  }
  return promised?.isMarked === true && promised.earliest > nextSweep;
}

function eventOf({ decision, outcome, refusal }: Result, plan: Plan): OwnerEvent | undefined {
  const { rule, action } = decision;
  if (isExplained(decision, plan)) return undefined;
  // A forced run is continued, and repeated by whoever asked for it.
  const known = plan.forced ? decision.refusal : (refusal ?? decision.refusal);
  if (known && rule === 'unfinished') return 'unfinishable';
  if (known) return isCreation(decision) ? 'unwritable' : 'untaggable';
  if (outcome === 'failed') return 'failed';
  // Of an orphan, its owner was told when it was deactivated; nobody could use it if it were Active again.
  if (rule === 'inactive-waiting' && decision.deletion.kind === 'orphan') return undefined;
  const isTold = outcome === 'done' || (outcome === 'none' && (action === 'keep' || action === 'flag'));
  return isTold && isOwnerEvent(rule) ? rule : undefined;
}

function isOwnerEvent(rule: RuleName): rule is OwnerEvent & RuleName {
  return rule in ownerTexts;
}
