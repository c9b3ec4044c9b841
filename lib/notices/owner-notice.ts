import { hasStage, isUnfinished } from '../case-view.ts';
import type { Sweep } from '../deps.ts';
import { useOf } from '../last-use.ts';
import { toldSince } from '../marks.ts';
import type { Carried, Plan, Result, RuleName } from '../types.ts';
import { dayAtAge, dayOf, deactivationDay, deletionDay } from './dates.ts';
import { attributesOf, type Notice, subjectOf } from './notice.ts';
import { type OwnerEvent, ownerTexts } from './owner-texts.ts';
import type { Words } from './words.ts';

const order = Object.keys(ownerTexts) as OwnerEvent[];
const reminders: readonly OwnerEvent[] = ['in-the-way', 'superseded-waiting', 'inactive-waiting'];

/** The notice that one user's owner gets, all keys with news in it; undefined without news. */
export function ownerNotice(carried: Pick<Carried, 'plan' | 'results'>, sweep: Sweep): Notice | undefined {
  const { plan, results } = carried;
  const { UserName } = plan.holder;
  const news = results
    .flatMap((result) => newsOf(result, plan, sweep))
    .toSorted((a, b) => order.indexOf(a.event) - order.indexOf(b.event));
  const [first] = news;
  if (!first) return undefined;
  const { accountId, deps } = sweep;
  const { severity, subject } = ownerTexts[first.event];
  const owner = plan.evidence?.tags.owner;
  const about = {
    event: first.event,
    userName: UserName,
    owner,
    environment: deps.environment,
    accountId,
    severity,
  };
  return {
    subject: subjectOf(`[${deps.environment}] ${UserName}: ${subject(first.words)}`),
    text: [
      `IAM user ${UserName}, AWS account ${accountId} (${deps.environment})`,
      ...news.map(({ event, words }) => ownerTexts[event].text(words)),
    ].join('\n\n'),
    data: { ...about, keys: news.map(({ event, words: { user, ...words } }) => ({ event, ...words })) },
    attributes: attributesOf(about),
  };
}

function newsOf(result: Result, plan: Plan, sweep: Sweep): { event: OwnerEvent; words: Words }[] {
  const event = eventOf(result);
  if (!event) return [];
  const isFirst = !toldSince(plan, result.decision.key.AccessKeyId);
  const isMute = reminders.includes(event) && !sweep.config.notices.reminders;
  if (isMute && (event === 'inactive-waiting' || !isFirst)) return [];
  return [{ event, words: wordsFor(result, plan, sweep) }];
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

function wordsFor({ decision, note, createdId }: Result, plan: Plan, { config, now }: Sweep): Words {
  const { key, age, reason } = decision;
  const last = plan.evidence?.lastUse.get(key.AccessKeyId);
  return {
    user: key.UserName,
    id: key.AccessKeyId,
    age,
    reason,
    newId: createdId ?? '',
    secret: plan.evidence?.secret.name ?? '',
    isFetchable: plan.holder.keys.some(
      (other) => hasStage(other, plan, 'AWSCURRENT') || isUnfinished(other, plan),
    ),
    lastUsed:
      last && useOf(key, plan.evidence)
        ? `last used on ${dayOf(last.at)} (service ${last.service}, region ${last.region})`
        : 'never used',
    deactivateOn: deactivationDay(key, plan, config, now),
    graceEnds: dayAtAge(key, config.thresholds.deactivate.to - config.everyDays),
    deleteOn: deletionDay(key, plan, config, now),
    note: note ?? '',
    isEnding: decision.action === 'deactivate',
  };
}
