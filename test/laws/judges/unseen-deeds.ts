import { subSeconds } from 'date-fns/subSeconds';
import type { Account } from '../../../sandbox/account/account.ts';

/** What a sweep looks at again right before it takes a key, backwards. */
const looks = ['secretsmanager:ListSecretVersionIds', 'secretsmanager:DescribeSecret', 'iam:ListAccessKeys'];

/**
 * Whether a person did something to the user that no sweep could know when it acted, by its latest call: after its last
 * look at keys and secret, or so shortly before that lists lagged behind it. `from` is where the sweep's calls begin.
 */
export function hasUnseenDeed(
  { history, settings }: Account,
  UserName: string | undefined,
  from: number,
): boolean {
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
  const lookedAt = subSeconds(calls[first]?.at ?? 0, settings.listLagSeconds);
  return calls.some(({ operation, at }, n) => isMeddling(operation) && (n > first || at >= lookedAt));
}

/** Whether it changes keys or the secret. */
export function isMeddling(operation: string): boolean {
  return operation.startsWith('person:') && operation !== 'person:tag-user';
}
