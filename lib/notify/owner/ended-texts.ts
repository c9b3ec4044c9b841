import { plural } from '../format.ts';
import { deleteKey, hold, lookAtUse, moveToCurrent, reactivate, sendBySmtp } from './how-to.ts';
import { info, type Text, warning } from './text.ts';
import type { Words } from './words.ts';

const deactivatedSubject = ({ id, deleteOn }: Words) => `${id} was deactivated; undo before ${deleteOn}`;

function untilDeleted({ deleteOn, undoDays }: Words): string {
  return `It is deleted from ${deleteOn} on: until then, for ${plural(undoDays, 'day')}, it can be made Active again.`;
}

const undo = (words: Words) => reactivate(words, `If something broke, undo this: before ${words.deleteOn}`);

/** For a key that was replaced, or that was unused and took the slot of a replacement. */
export const deactivated: Text = {
  severity: warning,
  subject: deactivatedSubject,
  text: (words) =>
    `Access key ${words.id} was deactivated, and nothing can sign with it any more. It is ${plural(words.age, 'day')} old, ` +
    `${words.replacement ? `was replaced by ${words.replacement}` : 'takes the slot that a replacement needs'}, ` +
    `and you were told on ${words.toldOn}. It was ${words.lastUsed}. ${untilDeleted(words)}`,
  todo: (words) => [
    undo(words),
    hold(
      words,
      `Alone, that lasts ${plural(words.overlapDays, 'day')} or a little more: you are told again, and then it is deactivated ` +
        'again. To make it last, keep all keys of this user',
    ),
    ...(words.isFetchable ? [moveToCurrent(words), ...sendBySmtp(words)] : []),
  ],
};

export const unused: Text = {
  severity: warning,
  subject: deactivatedSubject,
  text: (words) =>
    `Access key ${words.id} was deactivated, and nothing can sign with it any more: it is ${plural(words.age, 'day')} old and was ` +
    `${words.lastUsed}, and keys that are not used for ${plural(words.retireDays, 'day')} are deactivated. ${untilDeleted(words)}`,
  todo: (words) => [
    undo(words),
    hold(
      words,
      'Then use it, or the next sweep deactivates it again. To make it last unused, keep all keys of this user',
    ),
  ],
};

export const inactive: Text = {
  severity: info,
  subject: ({ id, deleteOn }) => `${id} is Inactive; it is deleted from ${deleteOn}`,
  text: (words) =>
    `Access key ${words.id}, ${plural(words.age, 'day')} old, is Inactive. It was ${words.lastUsed}. ${untilDeleted(words)} If ` +
    'nobody needs it, there is nothing to do.',
  todo: (words) => [
    reactivate(words, `If somebody needs it: before ${words.deleteOn}`),
    hold(words, 'Then, or to keep it Inactive, keep all keys of this user'),
  ],
};

export const deleted: Text = {
  severity: info,
  subject: ({ id }) => `${id} was deleted`,
  text: ({ id, reason, lastUsed }) =>
    `Access key ${id} was deleted: ${reason}. It was ${lastUsed}. This cannot be undone, and there is nothing to do.`,
  todo: (words) => (words.isFetchable ? [moveToCurrent(words)] : []),
};

export const orphan: Text = {
  severity: info,
  subject: ({ id }) => `${id}, which nobody had, was deleted`,
  text: ({ id, reason }) => `Access key ${id} was deleted: ${reason}. There is nothing to do.`,
  todo: () => [],
};

export const inactiveCurrent: Text = {
  severity: warning,
  subject: ({ id }) => `${id} is Inactive, but the secret still names it`,
  text: ({ id, secret, lastUsed }) =>
    `Access key ${id} is Inactive, but it is what secret ${secret} gives as current: whoever fetches it gets a key that ` +
    `does not work. It was ${lastUsed}. It is not deleted while that is so; do one of the two now, because nobody else will.`,
  todo: (words) => [
    reactivate(words, 'To go on with it'),
    'To end it, delete it; the secret names a working key again once another key of this user is replaced:\n' +
      deleteKey(words.user, words.id),
    lookAtUse(words),
  ],
};
