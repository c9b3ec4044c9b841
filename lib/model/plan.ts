import type { Config } from '../../config/schema.ts';
import type { Deletion } from './deletion.ts';
import type { KeyPromise } from './promise.ts';
import type { AccessKey, User } from './user.ts';

export type RuleName =
  | 'exempt'
  | 'other-deployment'
  | 'pointer-lost'
  | 'in-flight'
  | 'unfinished'
  | 'orphan'
  | 'unknown-status'
  | 'inactive-current'
  | 'inactive-unmarked'
  | 'retired-in-use'
  | 'inactive-past-delete'
  | 'inactive-in-the-way'
  | 'inactive-waiting'
  | 'two-in-use'
  | 'in-the-way-done'
  | 'in-the-way'
  | 'superseded-in-use'
  | 'superseded-done'
  | 'superseded-waiting'
  | 'unused-done'
  | 'unused-waiting'
  | 'no-slot'
  | 'late'
  | 'create'
  | 'fresh';

export type Action = 'keep' | 'flag' | 'finish' | 'mark' | 'create' | 'deactivate' | 'delete';

export type Outcome = 'none' | 'done' | 'rehearsed' | 'deferred' | 'held' | 'failed';

/**
 * Why a user is left alone: it is `outside` of what is swept, a person `wanted` it, or a person's tag is `unclear`.
 * If in doubt, the sweeper changes nothing (G6).
 */
export type Exemption = { kind: 'outside' | 'wanted' | 'unclear'; reason: string };

/** What a person should know about a key beside its decision, why, and what to do about it. */
export type Concern = {
  kind:
    | 'secret-foreign'
    | 'secret-deleted'
    | 'secret-gone'
    | 'value-replaced'
    | 'unvouched'
    | 'tags-removed'
    | 'reactivated';
  reason: string;
  remedy: string | undefined;
};

/** Why an act is refused until a person changes something, and how. */
export type Refusal = { reason: string; remedy: string | undefined };

/** What to do with one key: the rule that applies, its action, and the reason in words. */
export type Decision = {
  key: AccessKey;
  /** Whole 24-hour periods since `CreateDate`. */
  age: number;
  rule: RuleName;
  action: Action;
  reason: string;
  concerns: readonly Concern[];
  /** Set if no key can be made or stored, or a tag has no room: why, and how a person changes that. The action is then `flag`. */
  refusal: Refusal | undefined;
  /** True if the key's owner was told that it is going to end, or is told now. */
  inOverlap: boolean;
  /** The age from which the user's thresholds ask for this action. */
  dueFrom: number;
  /** The key that applications are to use instead, if there is one. */
  replacement: AccessKey | undefined;
  /** What the owner is promised about its end; undefined if the key is not about to end. */
  promised: KeyPromise | undefined;
  /** When the key is deleted if it is Inactive, or is deactivated now. */
  deletion: Deletion;
  /**
   * Set if this sweep must not act on the key: another sweep works on the user, or a limit was reached. In a forecast
   * also: there is a freeze.
   */
  postponed?: 'deferred' | 'held';
};

/** A user with everything that was decided about it: all that the later stages need. */
export type Plan = User & {
  /** The configuration with the thresholds of the user's profile. */
  config: Config;
  /** Undefined if the user is not exempt. */
  exemption: Exemption | undefined;
  /** One a key, oldest key first. */
  decisions: readonly Decision[];
  /** True if nothing of the user may change, marks included: it is exempt, or another sweep works on it. */
  leftAlone: boolean;
};

/** The result of one decision. */
export type Result = {
  decision: Decision;
  outcome: Outcome;
  /** Why it was deferred or failed, or what else a person should know. */
  note?: string;
  error?: Error;
  /** Set if the act failed because AWS refused a call for good: later sweeps do not try it again soon. */
  refusal?: Refusal;
  /** The id of the key that was created to replace the decision's key. */
  createdId?: string;
};

/** What failed and why, for one user or, without `UserName`, for the whole sweep. */
export type Failure = { UserName?: string; error: Error };

/** The results of all decisions about one user. */
export type UserResult = {
  plan: Plan;
  results: readonly Result[];
  failures: readonly Failure[];
  /** True if the time ran out before this user: nothing was done and nobody was notified. */
  isUnreached?: true;
};

/** True if the decision changes the key; `keep` and `flag` change nothing. */
export function isAct({ action }: Decision): boolean {
  return action !== 'keep' && action !== 'flag';
}

/** The acts that come first: they finish what an interrupted sweep left, and free slots. */
export const mending: readonly Action[] = ['finish', 'delete'];
/** The acts that follow: a replacement is created before its old key is deactivated. */
export const renewing: readonly Action[] = ['create', 'deactivate', 'mark', 'flag', 'keep'];

/** Returns decisions about one user in the order in which they are carried out. */
export function inOrder(
  decisions: readonly Decision[],
  actions: readonly Action[] = [...mending, ...renewing],
): Decision[] {
  return actions.flatMap((action) => decisions.filter((one) => one.action === action));
}

/** Returns the decision to leave the key as it is if there is a refusal: a person has to change that first. */
export function refused(decision: Decision, refusal: Refusal | undefined): Decision {
  if (!refusal) return decision;
  const reason = `${decision.reason}; ${decision.rule === 'no-slot' ? 'and' : 'but'} ${refusal.reason}`;
  return { ...decision, action: 'flag', reason, refusal, promised: undefined };
}

/** Returns the status of a key after this sweep: Inactive if the sweep deactivated it. */
export function statusAfter(decision: Decision, results: readonly Result[]): string {
  const isDeactivated = results.some(
    (one) => one.decision === decision && decision.action === 'deactivate' && one.outcome === 'done',
  );
  return isDeactivated ? 'Inactive' : decision.key.Status;
}

/** Returns the results of the keys that this sweep did not delete. */
export function resultsLeft(results: readonly Result[]): Result[] {
  return results.filter(({ decision, outcome }) => decision.action !== 'delete' || outcome !== 'done');
}

/** True if a limit put the decision off to a later sweep. The rule `in-flight` defers too, but because of another sweep. */
export function isSpread({ postponed, rule }: Decision): boolean {
  return postponed !== undefined && rule !== 'in-flight';
}

/** True if the decision is the same for every key of the user, because it is about the user's secret. */
export function isAboutUser({ rule }: Decision): boolean {
  return rule === 'other-deployment' || rule === 'pointer-lost';
}

/** True if the decision is about a key that is to be made or stored, also if there is no slot for it. */
export function isCreation({ rule }: Decision): boolean {
  return rule === 'create' || rule === 'no-slot' || rule === 'unfinished';
}
