import { InputError } from '../../config/input-error.ts';
import { concurrency } from '../../lib/aws/concurrency.ts';
import type { Case } from '../../lib/model/types.ts';
import { lookAhead } from '../../lib/read/look-ahead.ts';
import { progressOn } from '../terminal/progress.ts';
import type { Connection } from './connection.ts';
import { sentencesOf } from './failure-text.ts';

/** The moment of the look, until when it must tell what falls due, and at which users if not all. */
type Asked = { now: Date; until: Date; users: readonly string[] | undefined };

/**
 * Looks at the account, with a progress bar on a terminal, and tells on stderr of what could not be read. Throws if
 * the users could not be listed, or one that was named is not there.
 */
export async function look(
  { clients, config, accountId }: Connection,
  { now, until, users }: Asked,
): Promise<{ cases: readonly Case[]; failures: readonly string[] }> {
  const { iam, secrets } = clients;
  const { progress, clear } = progressOn();
  const deps = { iam, secrets, clock: () => new Date(), concurrency, progress };
  const seen = await lookAhead({ deps, config, now, timing: undefined }, until, users).finally(clear);
  if (!seen.inventory.isWhole) throw new Error(sentencesOf(seen.failures).join('\n'));
  checkUsers(seen.inventory.missing, accountId);
  const failures = sentencesOf(seen.failures);
  for (const sentence of failures) process.stderr.write(`${sentence}\n`);
  return { cases: seen.cases, failures };
}

/** Refuses names that no user has. */
export function checkUsers(missing: readonly string[], accountId: string): void {
  if (missing.length === 0) return;
  const whom = missing.length === 1 ? 'user' : 'users';
  throw new InputError(
    `There is no ${whom} ${missing.join(', ')} in account ${accountId}. Names are compared to the letter: aws iam list-users.`,
  );
}
