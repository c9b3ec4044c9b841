import { dayOf } from '../../lib/model/age.ts';
import { freezeText } from '../../lib/model/freeze.ts';
import { backlogText } from '../../lib/notify/digest/backlog-text.ts';
import { plural } from '../../lib/notify/format.ts';
import { wrap } from '../terminal/width.ts';
import { nearDays } from './near-days.ts';
import type { PlannedKey, SweepPlan } from './sweep-plan.ts';

/** The columns that the row of a key needs; a narrower terminal gets a list instead. */
const rowWidth = 78;

/** Returns a plan as text: what the next sweep would do, then the keys below the name of their user. */
export function planText(plan: SweepPlan, columns: number): string {
  const { keys } = plan;
  const isWide = columns >= rowWidth;
  const byUser = Map.groupBy(keys, ({ UserName }) => UserName);
  const users = [...byUser].map(([UserName, some]) =>
    [UserName, ...some.flatMap((key) => (isWide ? row(key, columns) : list(key, columns)))].join('\n'),
  );
  return [
    ...paragraphs(plan).map((text) => wrap(text, columns).join('\n')),
    ...(keys.length > 0 && isWide ? [heads] : []),
    ...users,
    ...needsPerson('tags that cannot be read', plan.unclearTags, columns),
    ...needsPerson('keys that are left as they are', plan.refused, columns),
    ...needsPerson('what somebody else changed', plan.concerns, columns),
    ...needsPerson('settings that match no user', plan.unmatchedSettings, columns),
    ...needsPerson('users whose notices reach nobody', plan.unheardUsers, columns, toSubscribe),
    ...[...leftOut(plan), plan.subscribersUnknown]
      .filter((text) => text !== null)
      .map((text) => wrap(text, columns).join('\n')),
  ].join('\n\n');
}

function paragraphs(plan: SweepPlan): string[] {
  const { stage, accountId, region, mode, now, nextSweep, freeze, owners, counts, backlog } = plan;
  const { keys, created, deactivated, deleted, flagged, deferred, held } = counts;
  const on = `${dayOf(nextSweep)} ${nextSweep.toISOString().slice(11, 16)} UTC`;
  const would = `${created} to create, ${deactivated} to deactivate, ${deleted} to delete, ${flagged} to flag`;
  const moves = owners === 'move' ? 'move to a replacement within one sweep' : 'never move to a replacement';
  return [
    `Next sweep of ${stage}, AWS account ${accountId}, ${region}: ${on}, mode ${mode}. Ages are as of then.`,
    `${would}, ${deferred} deferred, ${held} held; ${plural(keys, 'key')} looked at.`,
    ...(freeze
      ? [
          `There is a ${freezeText(freeze)}. The next sweep puts off what it would do, and reminds owners of what they were told.`,
        ]
      : []),
    ...(plan.unusedKeys > 0
      ? [
          `${plural(plan.unusedKeys, 'key')} to be replaced ${plan.unusedKeys === 1 ? 'is' : 'are'} unused: see unused.action, which can retire them instead.`,
        ]
      : []),
    ...(backlog ? [`${backlogText(backlog)}. See limits.backlogPercent.`] : []),
    ...(mode === 'report'
      ? ['In mode report nothing of this is done; it is what mode enforce would do.']
      : []),
    ...(nextSweep.getTime() === now.getTime()
      ? ['When a rate began only Scheduler knows: the next sweep is taken to start now.']
      : []),
    `Dates suppose that sweeps come on time and that owners ${moves}.`,
  ];
}

const toSubscribe = `Subscribe their owners, or widen a filter: docs/operate.md, "An owner's subscription".`;

/** Returns a section under the same heading as in the digest; none without lines. */
function needsPerson(what: string, lines: readonly string[], columns: number, advice?: string): string[] {
  if (lines.length === 0) return [];
  const head = wrap(`Needs a person: ${what} (${lines.length})`, columns).concat(
    advice ? wrap(advice, columns) : [],
  );
  return [[...head, ...lines.flatMap((text) => indented(text, columns, 2))].join('\n')];
}

function leftOut({ hidden, keys }: SweepPlan): string[] {
  if (hidden === 0) return [];
  const other = keys.length > 0 ? 'other ' : '';
  return [
    `${hidden} ${other}${hidden === 1 ? 'key has' : 'keys have'} nothing ahead within ${nearDays} days: --all.`,
  ];
}

const heads = cells('Access key', 'Age', 'Next sweep', 'Replaced', 'Deactivated', 'Deleted');

function row(key: PlannedKey, columns: number): string[] {
  const { AccessKeyId, age, replacedOn, deactivatedOn, deletedOn } = key;
  return [
    cells(AccessKeyId, String(age), next(key), day(replacedOn), day(deactivatedOn), day(deletedOn)),
    ...indented(key.reason, columns, 4),
  ];
}

function list(key: PlannedKey, columns: number): string[] {
  const dates = [
    ['replaced', key.replacedOn],
    ['deactivated', key.deactivatedOn],
    ['deleted', key.deletedOn],
  ] as const;
  return [
    `  ${key.AccessKeyId}`,
    `    ${key.age} days old, next: ${next(key)}`,
    ...dates.flatMap(([what, on]) => (on ? [`    ${what} ${dayOf(on)}`] : [])),
    ...indented(key.reason, columns, 4),
  ];
}

function next({ action, postponed }: PlannedKey): string {
  return postponed ?? action;
}

function cells(id: string, age: string, action: string, ...dates: string[]): string {
  const [replaced = '', deactivated = '', deleted = ''] = dates;
  const start = `  ${id.padEnd(20)} ${age.padStart(5)}  ${action.padEnd(10)}`;
  return `${start}  ${replaced.padEnd(10)}  ${deactivated.padEnd(11)}  ${deleted}`.trimEnd();
}

function indented(text: string, columns: number, by: number): string[] {
  return wrap(text, columns - by).map((line) => ' '.repeat(by) + line);
}

function day(date: Date | null): string {
  return date ? dayOf(date) : '-';
}
