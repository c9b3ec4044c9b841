import type { Action, Outcome, RuleName } from '../../lib/model/plan.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import type { Account } from '../account/account.ts';

/** One sweep as `--json` prints it. Other programs read it: fields may be added, but never changed. */
export type SweepRecord = {
  sweep: number;
  now: string;
  decisions: {
    UserName: string;
    AccessKeyId: string;
    age: number;
    rule: RuleName;
    action: Action;
    reason: string;
    outcome: Outcome;
  }[];
  notices: { subject: string; message: string; attributes: Record<string, string> }[];
  counts: SweepReport['counts'] | Record<string, never>;
  /** How often each operation was called. */
  calls: Record<string, number>;
  error: { name: string; message: string } | null;
};

type Raw = {
  sweep: number;
  now: Date;
  /** A SweepReport, or what was thrown. */
  result: unknown;
  calls: Account['history'];
  published: Account['published'];
};

/** Returns the record of a sweep, made of its report or error and of the account's calls and notices meanwhile. */
export function recordOf({ sweep, now, result, calls, published }: Raw): SweepRecord {
  const error = result instanceof Error ? { name: result.name, message: result.message } : null;
  const report = result instanceof SweepError ? result.report : error ? undefined : (result as SweepReport);
  return {
    sweep,
    now: now.toISOString(),
    decisions: report?.userResults.flatMap((one) => one.results).map(decisionOf) ?? [],
    notices: published.map(noticeOf),
    counts: report?.counts ?? {},
    calls: Object.fromEntries(
      [...Map.groupBy(calls.filter(isCall), ({ operation }) => operation)]
        .map(([operation, all]) => [operation, all.length] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    error,
  };
}

/** Returns a published notice as a mail shows it: the `default` text if there is one for each protocol. */
export function noticeOf(published: Account['published'][number]): SweepRecord['notices'][number] {
  const { Subject = '', Message, MessageStructure, attributes } = published;
  const message =
    MessageStructure === 'json' ? (JSON.parse(Message) as { default: string }).default : Message;
  return { subject: Subject, message, attributes };
}

function decisionOf({ decision, outcome }: SweepReport['userResults'][number]['results'][number]) {
  const { key, age, rule, action, reason } = decision;
  return { UserName: key.UserName, AccessKeyId: key.AccessKeyId, age, rule, action, reason, outcome };
}

/** True if an entry of the history is a call, and no change that a person made. */
function isCall({ operation }: Account['history'][number]): boolean {
  return !operation.startsWith('person:');
}
