import { plural } from '../format.ts';
import { deleteKey, forceRotation, hold, lookAtUse, reactivate, sweepAgain } from './how-to.ts';
import { type Text, urgent, warning } from './text.ts';

export const late: Text = {
  severity: warning,
  subject: ({ id, age }) => `${id} is ${plural(age, 'day')} old, and nothing replaces it by itself`,
  text: ({ id, lastUsed, lateOn }) =>
    `Access key ${id} was ${lastUsed}, and is overdue since ${lateOn}. In this account late keys are only reported ` +
    '(lateKeys): it goes on working until somebody asks for its replacement, and for some days after that.',
  todo: (words) => [forceRotation(words)],
};

export const unknownStatus: Text = {
  severity: warning,
  subject: ({ id, status }) => `${id} is ${status}: neither Active nor Inactive`,
  text: ({ id, age, lastUsed }) =>
    `Access key ${id}, ${plural(age, 'day')} old, was ${lastUsed}. No sweep touches a key of that status, and it fills a slot ` +
    'that a replacement may need.',
  todo: (words) => [
    lookAtUse(words),
    `If nobody needs ${words.id}, delete it, which cannot be undone:\n${deleteKey(words.user, words.id)}`,
  ],
};

const again = 'The next sweep tries again; if that fails too, tell';
const once =
  'A person asked for its replacement now; no sweep of the schedule does that. If no notice of it comes within two hours, tell';

export const failed: Text = {
  severity: urgent,
  subject: ({ id }) => `something failed for ${id}`,
  text: ({ id, note, isEnding, isOnlyForced }) =>
    `What was planned for access key ${id} failed: ${sentence(note)} ${isOnlyForced ? once : again} whoever runs ` +
    `access-key-sweeper.${isEnding ? ' It may be Inactive already.' : ''}`,
  todo: (words) => [
    // What a creation that broke off may have made is left alone for an hour.
    words.isOnlyForced
      ? forceRotation(words, 'An hour or more after this sweep, whoever')
      : sweepAgain(words, words.isEnding ? 'at once' : 'an hour or more after this sweep'),
    ...(words.isEnding ? [reactivate(words, 'If it is Inactive and something broke'), hold(words)] : []),
  ],
};

export const unwritable: Text = {
  severity: warning,
  subject: ({ id }) => `${id} cannot be replaced`,
  text: ({ id, refusal, note, lateOn }) =>
    // What to do about it follows as a command.
    `Access key ${id} was left as it is, because ${refusal.split(';')[0]}. Until that is settled ` +
    `it goes on working and is not replaced. It counts as late from ${lateOn} on.` +
    `${note ? ` What AWS answered: ${sentence(note)}` : ''}`,
  todo: ({ remedy }) => (remedy ? [remedy] : []),
};

/** For a new key that is stored and does not become current. Its owner uses the other one. */
export const unfinishable: Text = {
  severity: warning,
  subject: ({ id }) => `the new key ${id} cannot be made current`,
  text: ({ id, refusal, note, siblings }) => {
    const others = siblings.filter((one) => one.status === 'Active' && one.id !== id);
    const kept = others.map(
      (one) =>
        ` Until that is settled, ${one.id} goes on working and is not replaced. It ` +
        `${one.isLate ? `is overdue since ${one.lateOn}` : `counts as late from ${one.lateOn} on`}.`,
    );
    return (
      `A sweep created access key ${id} and stored it. It is not the current one yet, because ${refusal.split(';')[0]}.` +
      `${kept.join('')}${note ? ` What AWS answered: ${sentence(note)}` : ''}`
    );
  },
  todo: ({ remedy }) => (remedy ? [remedy] : []),
};

/** For a key that is not to be replaced: it would be marked, deactivated, or told to end. */
export const untaggable: Text = {
  severity: warning,
  subject: ({ id }) => `${id} is left as it is: no room for a tag`,
  text: ({ id, refusal, status }) =>
    `Access key ${id}, which is ${status}, was left as it is, because ${refusal.split(';')[0]}. Until there is room it is ` +
    'neither deactivated nor deleted, and it fills a slot that a replacement may need.',
  todo: ({ remedy }) => (remedy ? [remedy] : []),
};

/** An error of AWS may end in a full stop or not. */
function sentence(note: string): string {
  return `${note.replace(/\.$/, '')}.`;
}
