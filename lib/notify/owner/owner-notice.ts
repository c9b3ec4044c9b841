import type { Sweep } from '../../aws/deps.ts';
import { overlapSince } from '../../model/marks.ts';
import type { Carried, Plan, Result, RuleName } from '../../model/types.ts';
import { userConfig } from '../../model/user-config.ts';
import { attributesOf, type Notice, type Severity, subjectOf } from '../notice.ts';
import { type OwnerEvent, ownerTexts } from './owner-texts.ts';
import type { Words } from './words.ts';
import { wordsFor } from './words-for.ts';

type News = { event: OwnerEvent; words: Words; severity: Severity };

/** Who reads a notice may never have heard of us. */
const sender = 'From access-key-sweeper, which replaces old access keys in this account.';
const order = Object.keys(ownerTexts) as OwnerEvent[];
const severities: readonly Severity[] = ['urgent', 'warning', 'info'];
const reminders: readonly OwnerEvent[] = ['in-the-way', 'superseded-waiting', 'inactive-waiting'];

/** The notice that one user's owner gets, all keys with news in it; undefined without news. */
export function ownerNotice(carried: Pick<Carried, 'plan' | 'results'>, whole: Sweep): Notice | undefined {
  const { plan, results } = carried;
  const sweep = { ...whole, config: userConfig(plan, whole.config) };
  const { UserName } = plan.holder;
  const news = results.flatMap((result) => newsOf(result, plan, sweep)).toSorted(byWeight);
  const [first] = news;
  if (!first) return undefined;
  const { accountId, deps } = sweep;
  const { event, severity, words } = first;
  const owner = plan.evidence?.tags.owner;
  const about = {
    event,
    userName: UserName,
    owner,
    environment: deps.environment,
    accountId,
    severity,
  };
  return {
    subject: subjectOf(`[${deps.environment}] ${ownerTexts[event].subject(words)} (${UserName})`),
    text: paragraphs([
      `IAM user ${UserName}, AWS account ${accountId} (${deps.environment})\n${sender}`,
      ...news.map((one) => ownerTexts[one.event].text(one.words)),
      ...news.flatMap((one) => ownerTexts[one.event].todo(one.words)),
    ]),
    data: { ...about, keys: news.map(dataOf) },
    attributes: attributesOf(about),
  };
}

/** What several keys have in common is said once. */
function paragraphs(all: readonly string[]): string {
  return [...new Set(all)].join('\n\n');
}

function dataOf({ event, severity, words: { user, siblings, place, ...words } }: News): object {
  return { event, severity, ...words };
}

/** The most urgent first. */
function byWeight(a: News, b: News): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    order.indexOf(a.event) - order.indexOf(b.event)
  );
}

function newsOf(result: Result, plan: Plan, sweep: Sweep): News[] {
  const event = eventOf(result);
  if (!event) return [];
  const isFirst = !overlapSince(result.decision.key, plan);
  const isMute = reminders.includes(event) && !sweep.config.notices.reminders;
  if (isMute && (event === 'inactive-waiting' || !isFirst)) return [];
  const words = wordsFor(result, plan, sweep);
  return [{ event, words, severity: ownerTexts[event].severity(words) }];
}

function eventOf({ decision: { rule, action }, outcome }: Result): OwnerEvent | undefined {
  if (outcome === 'failed') return 'failed';
  if (action === 'flag' && (rule === 'create' || rule === 'unfinished')) return 'unwritable';
  const isTold = outcome === 'done' || (outcome === 'none' && (action === 'keep' || action === 'flag'));
  return isTold && isOwnerEvent(rule) ? rule : undefined;
}

function isOwnerEvent(rule: RuleName): rule is OwnerEvent & RuleName {
  return rule in ownerTexts;
}
