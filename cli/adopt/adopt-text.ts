import type { Failure } from '../../lib/model/plan.ts';
import { shortList } from '../../lib/model/short-list.ts';
import { plural } from '../../lib/notify/format.ts';
import { failureSentences, refusalIn } from '../stage/failure-text.ts';
import { wrap } from '../terminal/width.ts';
import type { Adopted, Decided } from './adoption.ts';

/** Returns why it matters which secret is adopted. */
export function warningText(columns: number): string {
  const text =
    'Adopt only a secret that you know. Anybody who may write secrets can prepare one, with the right tag and with versions ' +
    'for keys that the sweeper did not make. You know it if an earlier version of the sweeper made it, or if the tags of ' +
    'the user were removed, for example by Terraform without ignore_tags.';
  return wrap(text, columns).join('\n');
}

/** Returns the question to which the answer yes adopts the secrets. It names three users at most, and says how many there are. */
export function questionText(
  wanted: readonly Decided<Adopted>[],
  { stage, accountId }: { stage: string; accountId: string },
): string {
  const what = wanted.length === 1 ? 'the secret of' : `the secrets of ${plural(wanted.length, 'user')}:`;
  const names = shortList(wanted.map(({ candidate }) => candidate.user.UserName));
  return `Adopt ${what} ${names} in AWS account ${accountId} (${stage})? Type yes to go on: `;
}

/** Returns what was done for a user. */
export function adoptedText({ candidate, adoption }: Decided<Adopted>, columns: number): string {
  const { secret, keys } = adoption;
  const ids = keys.map(({ AccessKeyId }) => AccessKeyId);
  const made = ids.length > 0 ? ` and vouch for ${ids.join(' and ')}` : '';
  const text = `${candidate.user.UserName}: adopted. The user's tags now name ${secret.Name}${made}.`;
  return wrap(text, columns).join('\n');
}

/** Returns that a user or its secret changed after it was shown. */
export function changedText({ candidate }: Decided): string {
  return `${candidate.user.UserName}: not adopted, because the user or the secret changed after it was shown. Run the command again.`;
}

/**
 * Returns a sentence for each user whose tags could not be set. If the caller lacks the permission, one sentence names the first
 * users, and says whom the guards of the tags let through.
 */
export function failureTexts(failures: readonly Failure[]): string[] {
  const denied = failures.filter(({ error }) => refusalIn(error));
  const others = failures.filter((one) => !denied.includes(one));
  const refusal = refusalIn(denied[0]?.error);
  const users = shortList(denied.map(({ UserName = '' }) => UserName));
  return [
    ...(refusal
      ? [
          `${refusal.who} may not ${refusal.action} on ${users}: give it that permission and, because GuardLedgerPolicy and ` +
            'the SCP let only named roles set these tags, name its role in deploy.ledgerAdmins and deploy.',
        ]
      : []),
    ...failureSentences(others),
  ];
}
