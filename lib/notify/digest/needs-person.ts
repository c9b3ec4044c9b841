import { concernLines, isExplained, newestStored } from '../../decide/concerns.ts';
import { unclearTags } from '../../decide/exempt.ts';
import {
  isAboutUser,
  isCreation,
  type Result,
  resultsLeft,
  statusAfter,
  type UserResult,
} from '../../model/plan.ts';
import { plural } from '../format.ts';
import { lastUsed } from '../last-used.ts';
import type { NoticeContext } from '../notice.ts';
import { needHeadings } from './needs-person-headings.ts';
import { type KeyResult, lineOf, type Section } from './section.ts';
import { type SlotWait, slotWaitOf, waitLine } from './slot-section.ts';

/** The start of the title of each such section. */
export const needsPerson = 'Needs a person';

/**
 * Returns the sections about what no sweep can do, one for each kind of problem. A user appears at most once in a section,
 * with all its keys if a person has to choose between them.
 */
export function needsPersonSections(userResults: readonly UserResult[], context: NoticeContext): Section[] {
  const flagged = userResults.flatMap(({ plan, results }) =>
    results
      .map((result) => ({
        ...{ plan, result, results },
        wait: slotWaitOf(result.decision, { plan, results }, context.now),
      }))
      // Users of a forced run have sections of their own.
      .filter(
        ({ result: { decision, refusal }, wait }) =>
          (refusal && !plan.forced) ||
          (decision.action === 'flag' &&
            !isExplained(decision, plan) &&
            (!wait || (wait.after === 'asked' && !plan.forced))),
      ),
  );
  const lines = Map.groupBy(
    [
      ...userResults.flatMap(({ plan }) => unclearTags(plan).map((line) => ({ kind: 'unclear', line }))),
      ...flagged.map((one) => ({ kind: kindOf(one), line: flagLine(one) })),
      ...userResults.flatMap(({ plan }) => concernLines(plan)),
    ],
    ({ kind }) => kind,
  );
  return Object.entries(needHeadings(context)).map(([kind, { what, advice }]) => ({
    title: `${needsPerson}: ${what}`,
    advice,
    lines: [...new Set(lines.get(kind)?.map(({ line }) => line))],
  }));
}

type Flagged = KeyResult & { results: readonly Result[]; wait: SlotWait | undefined };

function kindOf({ result: { decision, refusal }, wait }: Flagged): string {
  // A slot becomes free, and then no sweep replaces the key.
  if (wait) return 'late';
  if (!(refusal ?? decision.refusal)) return decision.rule;
  return isCreation(decision) ? 'unwritable' : 'untaggable';
}

/** Where a person has to choose between a user's keys, the line lists all of them and is the same for each key. */
function flagLine(one: Flagged): string {
  const { decision, refusal } = one.result;
  if (one.wait) return waitLine(decision, one.wait);
  const isWaiting = decision.rule === 'unfinished' && kindOf(one) === 'unwritable';
  const notReplaced = isWaiting ? waitingFor(one).map((old) => `; until then ${old} is not replaced`) : [];
  // What AWS answered is among the failures.
  if (refusal)
    return `${one.plan.UserName}, ${decision.key.AccessKeyId}: ${refusal.reason}${notReplaced.join('')}`;
  if (isWaiting) return `${lineOf(one)}${notReplaced.join('')}`;
  if (isAboutUser(decision)) return `${one.plan.UserName}: ${decision.reason}`;
  if (!['no-slot', 'two-in-use'].includes(kindOf(one))) return lineOf(one);
  const { UserName, evidence } = one.plan;
  const left = resultsLeft(one.results).map((other) => other.decision);
  const staying = left.findLast(({ key, inOverlap }) => key.Status === 'Active' && !inOverlap)?.key;
  const toMoveTo = decision.rule === 'two-in-use' ? staying : newestStored(one.plan);
  const keys = left.map((other) => {
    const { key, age } = other;
    const status = statusAfter(other, one.results);
    const inactive = status === 'Active' ? '' : `${status}, `;
    const toldToUse = key === toMoveTo ? ', the one to move to' : '';
    return `${key.AccessKeyId}, ${inactive}${plural(age, 'day')} old, ${lastUsed(key, evidence)}${toldToUse}`;
  });
  return `${UserName}: ${keys.join('; ')}`;
}

/** Returns the keys that applications use while a new one is stored and does not become current. */
function waitingFor({ plan, result }: KeyResult): string[] {
  return plan.decisions
    .filter(({ key }) => key.Status === 'Active' && key !== result.decision.key)
    .map(({ key, age }) => `${key.AccessKeyId}, ${plural(age, 'day')} old,`);
}
