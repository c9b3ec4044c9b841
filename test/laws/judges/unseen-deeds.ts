import { subSeconds } from 'date-fns/subSeconds';
import type { Account } from '../../../sandbox/account/account.ts';

/** The calls by which a sweep looks again right before it removes a key, the last one first. */
const looks = ['secretsmanager:ListSecretVersionIds', 'secretsmanager:DescribeSecret', 'iam:ListUserTags', 'iam:ListAccessKeys'];

/**
 * True if a person changed the user's keys or secret, or removed the sweeper's tags, so late that the sweep could not see it
 * before its latest call: after its last look, or so shortly before it that AWS did not show it yet. `from` is the index of the sweep's
 * first call in the account's history.
 */
export function hasUnseenDeed({ history, settings }: Account, UserName: string | undefined, from: number): boolean {
  const calls = history.slice(from).filter((call) => call.UserName === UserName);
  const act = calls.findLastIndex(({ operation }) => !operation.startsWith('person:'));
  let [first, phase] = [act, 0];
  for (let n = act - 1; n >= 0; n--) {
    const { operation = '' } = calls[n] ?? {};
    if (operation.startsWith('person:')) continue;
    const next = looks.indexOf(operation, phase);
    if (next < 0 && first < act) break;
    if (next >= 0) [first, phase] = [n, next];
  }
  const lookedAt = calls[first]?.at ?? 0;
  const isUnseen = (at: Date, n: number, lagSeconds: number) => n > first || at >= subSeconds(lookedAt, lagSeconds);
  return calls.some(
    ({ operation, at }, n) =>
      (changesKeys(operation) && isUnseen(at, n, settings.listLagSeconds)) ||
      (operation === 'person:strip-tags' && isUnseen(at, n, settings.tagLagSeconds)),
  );
}

/** What a person may do without changing a key or a secret. */
const harmless = ['person:tag-user', 'person:strip-tags', 'person:rename-user', 'person:move-user'];

/** True if a person's deed changes keys or the secret. */
export function changesKeys(operation: string): boolean {
  return operation.startsWith('person:') && !harmless.includes(operation);
}
