import type { Sweep } from '../aws/deps.ts';
import type { Decision, Plan, Result } from '../model/plan.ts';
import type { Known } from './known-state.ts';

/** One decision to carry out, with its user's plan and the state of the user as this sweep knows it. */
export type Task = { decision: Decision; plan: Plan; known: Known; sweep: Sweep };

/** The result of an act that did not throw. */
export type ActResult = Omit<Result, 'decision'>;

/** What an intent mark announced. */
export type Announced = {
  /** The tag key of the intent mark. */
  tagKey: string;
  at: Date;
  /** The keys that the user had. */
  keyIds: readonly string[];
  /** The nonce of the secret that is going to be created; undefined if the user has one. */
  nonce: string | undefined;
};

/** A key that is being created: its id, where it is stored, and the intent mark that announced it. */
export type Attempt = Task & {
  /** The tag key of the intent mark. */
  intent: string;
  AccessKeyId: string;
  /** The ARN of the secret. */
  secret: string;
  versionId: string;
  /** The version that was AWSCURRENT before; undefined if there was none. */
  replaces: string | undefined;
};
