import { plural } from '../format.ts';
import { hold, lookAtUse, moveToCurrent, sendBySmtp } from './how-to.ts';
import { info, type Text, urgent } from './text.ts';
import type { Words } from './words.ts';

/** Returns ` before <day>` if the day is certain. */
function before({ deactivateOn, isStripped }: Words, day = deactivateOn): string {
  return day && !isStripped ? ` before ${day}` : '';
}

/** Returns when the replaced key ends. A late key is not spared while it is in use: both days are one. */
function ending({ id, deactivateOn, graceEnds, isStripped }: Words): string {
  if (!deactivateOn) return `${id} goes on working until you are told the day of its end.`;
  if (isStripped)
    return `From ${deactivateOn} on ${id} is deactivated, unless somebody removes the sweeper's tags.`;
  if (!graceEnds) return `From ${deactivateOn} on ${id} is deactivated, unless it is used before.`;
  return graceEnds === deactivateOn
    ? `In use or not, ${id} is deactivated on ${deactivateOn}, or by the first sweep after that day.`
    : `From ${deactivateOn} on ${id} is deactivated, and from ${graceEnds} on even if it is still in use.`;
}

function toMove(words: Words): string[] {
  return [
    ...(words.isFetchable ? [moveToCurrent(words), ...sendBySmtp(words)] : [lookAtUse(words)]),
    hold(words),
  ];
}

export const created: Text = {
  severity: ({ isFinal, isInUse }) => (isFinal && isInUse ? 'warning' : 'info'),
  subject: (words) => `${words.id} was replaced; move${before(words) || ` to ${words.newId}`}`,
  text: (words) =>
    `Access key ${words.newId} was created in place of ${words.id}, which is ${plural(words.age, 'day')} old and was ` +
    `${words.lastUsed}. Both work. Move whatever uses ${words.id} to ${words.newId}${before(words)}. ${ending(words)}`,
  todo: (words) => [moveToCurrent(words), ...sendBySmtp(words), hold(words)],
};

export const waiting: Text = {
  severity: ({ isFinal, isInUse }) => (isFinal && isInUse ? 'urgent' : 'info'),
  subject: (words) => {
    const { id, isFinal, isInUse, replacement } = words;
    const move = `move${before(words) || ` to ${replacement}`}`;
    return isFinal && isInUse ? `${id} is still in use; ${move}` : `${id} was replaced; ${move}`;
  },
  text: (words) => {
    const { id, age, replacement, lastUsed, toldOn, isInUse } = words;
    const told = toldOn ? `, as you were told on ${toldOn}` : '';
    return (
      `Access key ${id}, ${plural(age, 'day')} old, was replaced by ${replacement}${told}. ${isInUse ? 'It is still in use: it' : 'It'} ` +
      `was ${lastUsed}. Move whatever uses it to ${replacement}${before(words)}. ${ending(words)}`
    );
  },
  todo: toMove,
};

export const inUse: Text = {
  severity: urgent,
  subject: (words) => `${words.id} is still in use; move${before(words, words.graceEnds) || ' now'}`,
  text: ({ id, age, replacement, lastUsed, graceEnds }) =>
    `Access key ${id}, ${plural(age, 'day')} old, was replaced by ${replacement}, and would be deactivated by now were it not ` +
    `still in use: it was ${lastUsed}. ${
      graceEnds
        ? `Move before ${graceEnds}: the first sweep from that day on deactivates it in use or not, and whatever still uses it stops working.`
        : 'Move now: the day of its end is about to be set.'
    }`,
  todo: toMove,
};

/** For an unused key that was not replaced. */
const inTheWayOnly: Text = {
  severity: info,
  subject: ({ id, deactivateOn }) =>
    deactivateOn
      ? `${id} is unused; it is deactivated from ${deactivateOn}`
      : `${id} is unused and in the way`,
  text: (words) =>
    `Access key ${words.id}, ${plural(words.age, 'day')} old, was ${words.lastUsed}, and takes the slot that the replacement of ` +
    `${words.siblings.length > 2 ? 'another key of yours' : 'your other key'} needs. ${ending(words)}`,
  todo: (words) => [lookAtUse(words), hold(words, 'If it must stay, keep all keys of this user')],
};

/** For a key that is due, and is not replaced because nobody uses it. */
export const unused: Text = {
  severity: info,
  subject: ({ id, deactivateOn }) =>
    deactivateOn ? `${id} is unused; it is deactivated from ${deactivateOn}` : `${id} is unused`,
  text: (words) =>
    `Access key ${words.id}, ${plural(words.age, 'day')} old, was ${words.lastUsed}. Keys that are not used for ` +
    `${plural(words.unusedDays, 'day')} are not replaced. ${ending(words)} If somebody uses it, it is replaced instead. If nobody needs ` +
    'it, there is nothing to do.',
  todo: (words) => [lookAtUse(words), hold(words, 'If it must stay unused, keep all keys of this user')],
};

const inTheWayAs = (words: Words): Text => (words.isFetchable && words.replacement ? waiting : inTheWayOnly);

export const inTheWay: Text = {
  severity: (words) => inTheWayAs(words).severity(words),
  subject: (words) => inTheWayAs(words).subject(words),
  text: (words) => inTheWayAs(words).text(words),
  todo: (words) => inTheWayAs(words).todo(words),
};

/** What led to the end of the key has changed; the reason says what applies now. */
export const withdrawn: Text = {
  severity: info,
  subject: ({ id, deactivateOn }) =>
    `${id} is not deactivated ${deactivateOn ? `on ${deactivateOn} ` : ''}after all`,
  text: ({ id, reason, deactivateOn }) =>
    `You were told that access key ${id} would be deactivated${deactivateOn ? ` from ${deactivateOn} on` : ''}. That no longer ` +
    `holds: it goes on working until you are told another day. What applies now: ${reason}.`,
  todo: (words) => [lookAtUse(words)],
};

export const unfinished: Text = {
  severity: info,
  subject: ({ id, note }) => (note ? `${id} is settled` : `${id} is the current key now`),
  text: ({ id, note }) =>
    `Access key ${id}, which an interrupted sweep had created, ` +
    `${note ? `is settled now: ${note}` : 'is the current key now'}. Older keys go on working until you are told of their end.`,
  todo: (words) => (words.isFetchable ? [moveToCurrent(words), ...sendBySmtp(words)] : []),
};
