import { plural } from '../format.ts';
import { deleteKey, hold, lookAtUse, moveToCurrent, reactivate, sendBySmtp } from './how-to.ts';
import { info, type Text, urgent, warning } from './text.ts';
import type { Words } from './words.ts';

const deactivatedSubject = ({ id, deleteOn }: Words) => `${id} was deactivated; undo before ${deleteOn}`;

/**
 * Names one day only. First the one in the key's mark; once that has passed, the one that settings give: before that, it goes
 * only for a replacement.
 */
function untilDeleted({ deleteOn, undoDays, plannedOn }: Words): string {
  if (undoDays > 0)
    return `It is not deleted before ${deleteOn}: for ${plural(undoDays, 'day')} at least it can be made Active again.`;
  return plannedOn
    ? `It is deleted from ${plannedOn} on, or before that if a replacement needs its slot and can be made. Until then it can be made Active again.`
    : 'Any sweep may delete it by now. Until then it can be made Active again.';
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

export const retired: Text = {
  severity: warning,
  subject: deactivatedSubject,
  text: (words) =>
    `Access key ${words.id} was deactivated, and nothing can sign with it any more: it is ${plural(words.age, 'day')} old and was ` +
    `${words.lastUsed}, and you were told on ${words.toldOn} that it would end unless it is used. ${untilDeleted(words)}`,
  todo: (words) => [
    undo(words),
    hold(
      words,
      'Then use it: unused, it is deactivated again some weeks later. To make it last unused, keep all keys of this user',
    ),
  ],
};

export const inactive: Text = {
  severity: info,
  subject: ({ id, deleteOn, undoDays, plannedOn }) => {
    if (undoDays > 0) return `${id} is Inactive; it is not deleted before ${deleteOn}`;
    return `${id} is Inactive; ${plannedOn ? `it is deleted from ${plannedOn} on, or before` : 'any sweep may delete it'}`;
  },
  text: (words) =>
    `Access key ${words.id}, ${plural(words.age, 'day')} old, is Inactive. It was ${words.lastUsed}. ${untilDeleted(words)} If ` +
    'nobody needs it, there is nothing to do.',
  todo: (words) => [
    reactivate(
      words,
      `If somebody needs it: ${words.undoDays > 0 ? `before ${words.deleteOn}` : 'before a sweep deletes it'}`,
    ),
    hold(words, 'Then, or to keep it Inactive, keep all keys of this user'),
  ],
};

export const deleted: Text = {
  severity: info,
  subject: ({ id }) => `${id} was deleted`,
  text: ({ id, reason, lastUsed }) =>
    `Access key ${id} was deleted: ${reason}. It was ${lastUsed}. This cannot be undone, and there is nothing to do.`,
  // Whoever has it moves to the key in the secret; an orphan nobody has.
  todo: (words) => (words.isFetchable && !words.isNobodys ? [moveToCurrent(words)] : []),
};

export const orphan: Text = {
  severity: info,
  subject: ({ id }) => `${id}, which nobody has, was deactivated`,
  text: ({ id, reason, deleteOn }) =>
    `Access key ${id} was deactivated: ${reason}. It is deleted from ${deleteOn} on, unless AWS shows by then that somebody used it.`,
  todo: (words) => [
    `There is nothing to do. To free its place at once, which cannot be undone:\n${deleteKey(words.user, words.id)}`,
  ],
};

/** AWS shows a use hours late. */
export const retiredInUse: Text = {
  severity: urgent,
  subject: ({ id }) => `${id} was deactivated as unused, and was in use`,
  text: ({ id, lastUsed }) =>
    `Access key ${id} was deactivated because nobody seemed to use it. AWS says now that it was ${lastUsed}. ` +
    'It is not deleted; somebody has to decide.',
  todo: (words) => [
    reactivate(words, 'If something broke'),
    `If nobody needs it, delete it, which cannot be undone:\n${deleteKey(words.user, words.id)}`,
  ],
};

export const inactiveCurrent: Text = {
  severity: warning,
  subject: ({ id }) => `${id} is Inactive, and no other key took its place`,
  text: (words) => {
    const { id, secret, siblings } = words;
    const isCurrent = siblings.some((one) => one.id === id && one.isCurrent);
    const what = isCurrent
      ? `it is what secret ${secret} gives as current: whoever fetches it gets a key that does not work`
      : `it is the last key that was current in secret ${secret}`;
    return (
      `Access key ${id} is Inactive, but ${what}. It was ${words.lastUsed}. It is not deleted while that is so; do one of the two ` +
      'now, because nobody else will.'
    );
  },
  todo: (words) => [
    reactivate(words, 'To go on with it'),
    'To end it, delete it; the secret gives a working key again once another key of this user is replaced:\n' +
      deleteKey(words.user, words.id),
    lookAtUse(words),
  ],
};
