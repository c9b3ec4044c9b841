import type { Sweep } from '../aws/deps.ts';
import type { Decision, Plan, Result } from '../model/types.ts';
import type { Known } from './known.ts';

/** One decision in its surroundings, as an act sees it. */
export type Task = { decision: Decision; plan: Plan; known: Known; sweep: Sweep };

/** What an act says of itself when it went well. */
export type ActResult = Pick<Result, 'outcome' | 'note' | 'createdId'>;

/** A key being created: what it is called, where it is stored, and the intent mark that announced it. */
export type Attempt = {
  task: Task;
  /** The tag key of the intent mark. */
  intent: string;
  AccessKeyId: string;
  /** The ARN of the secret. */
  secret: string;
  versionId: string;
  /** The version that was AWSCURRENT before; undefined if there was none. */
  replaces: string | undefined;
};
