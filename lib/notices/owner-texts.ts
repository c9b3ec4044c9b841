import type { RuleName } from '../types.ts';
import { lastingUndo, moveToCurrent, reactivate } from './how-to.ts';
import type { Severity } from './notice.ts';
import type { Words } from './words.ts';

/** The rules an owner hears of, and what may come instead of an act. */
export type OwnerEvent = Exclude<RuleName, 'exempt' | 'in-flight' | 'fresh'> | 'failed' | 'unwritable';

type Text = { severity: Severity; subject: (words: Words) => string; text: (words: Words) => string };

const deactivated: Text = {
  severity: 'warning',
  subject: ({ id }) => `${id} was deactivated`,
  text: (words) =>
    `${wasDeactivated(words)}\nYou are then told again, and have as many days to move as before. ` +
    (words.isFetchable ? `${moveToCurrent(words)}\n` : '') +
    lastingUndo(words),
};

function wasDeactivated(words: Words): string {
  return (
    `Access key ${words.id} was deactivated: ${words.reason}. It was ${words.lastUsed}. Nothing can sign with it ` +
    `any more, and it is deleted from ${words.deleteOn} on.\nIf something broke, ${reactivate(words)}`
  );
}

const waiting: Text = {
  severity: 'info',
  subject: ({ id, deactivateOn }) => `${id} was replaced; move by ${deactivateOn}`,
  text: (words) =>
    `Access key ${words.id} is ${words.age} days old, ${words.lastUsed}, and will be deactivated from ` +
    `${words.deactivateOn} on: ${words.reason}. ` +
    (words.isFetchable ? moveToCurrent(words) : 'Move whatever still uses it to that key.'),
};

function inTheWay(words: Words): string {
  return (
    `Access key ${words.id} takes the slot that a replacement needs, and was ${words.lastUsed}. From ` +
    `${words.deactivateOn} on it is deactivated unless it is used before. ${lastingUndo(words)}`
  );
}

const inactive: Text = {
  severity: 'info',
  subject: ({ id, deleteOn }) => `${id} is Inactive; it is deleted from ${deleteOn}`,
  text: (words) =>
    `Access key ${words.id} is Inactive. It was ${words.lastUsed}, and it is deleted from ${words.deleteOn} on. ` +
    `If somebody needs it, ${reactivate(words)}`,
};

/** What an owner is told, by event; the first of a user's events in this order gives the subject. */
export const ownerTexts: Record<OwnerEvent, Text> = {
  failed: {
    severity: 'urgent',
    subject: ({ id }) => `something failed for ${id}`,
    text: (words) =>
      `What was planned for access key ${words.id} failed: ${words.note}. The next sweep tries again. If it fails ` +
      `again, ask whoever runs access-key-sweeper.${words.isEnding ? ` It may be Inactive already; then ${reactivate(words)}` : ''}`,
  },
  unwritable: {
    severity: 'warning',
    subject: ({ id }) => `${id} cannot be replaced: its secret is not ours to write`,
    text: ({ id, reason }) =>
      `Access key ${id} was left as it is: ${reason}. Until somebody does that, it goes on working, and is not replaced.`,
  },
  'superseded-in-use': {
    severity: 'urgent',
    subject: ({ id, graceEnds }) => `${id} is still in use; it is deactivated from ${graceEnds}`,
    text: (words) =>
      `Access key ${words.id} is still in use, or it would be deactivated by now: ${words.reason}. It was ` +
      `${words.lastUsed}. ${moveToCurrent(words)}\nDo it before ${words.graceEnds}: the first sweep from that day on ` +
      `deactivates the old key, and whatever still uses it stops working. ${lastingUndo(words)}`,
  },
  'superseded-done': deactivated,
  'in-the-way-done': deactivated,
  unused: {
    severity: 'warning',
    subject: ({ id }) => `${id} was deactivated`,
    text: (words) =>
      `${wasDeactivated(words)}\nand use it: the next sweep deactivates it again if it is still unused. ` +
      lastingUndo(words),
  },
  create: {
    severity: 'info',
    subject: ({ id, deactivateOn }) => `${id} was replaced; move by ${deactivateOn}`,
    text: (words) =>
      `Access key ${words.newId} was created in place of ${words.id}, which is ${words.age} days old. ` +
      `${moveToCurrent(words)}\nThe old key goes on working; from ${words.deactivateOn} on it is deactivated.`,
  },
  unfinished: {
    severity: 'info',
    subject: ({ id, note }) => (note ? `${id} is settled` : `${id} is the current key now`),
    text: (words) =>
      `Access key ${words.id}, which an interrupted sweep had created, ` +
      `${words.note ? `is settled now: ${words.note}` : 'is the current key now'}. ${moveToCurrent(words)}`,
  },
  'two-in-use': {
    severity: 'warning',
    subject: () => 'two access keys are in use and neither is managed',
    text: ({ id, lastUsed, age }) =>
      `Access key ${id} is ${age} days old and was ${lastUsed}, and the user's other key is in use as well, so there ` +
      'is no slot for a replacement. Move everything to one of the two and deactivate the other; the rest happens by itself.',
  },
  'no-slot': {
    severity: 'warning',
    subject: ({ id }) => `${id} cannot be replaced: no free slot`,
    text: ({ id, age }) =>
      `Access key ${id} is ${age} days old and due for replacement, but the user has two keys and AWS allows no third. ` +
      'Delete the one that nobody needs, and the next sweep creates the replacement. One that is Inactive is deleted ' +
      'by itself in time.',
  },
  late: {
    severity: 'warning',
    subject: ({ id, age }) => `${id} is ${age} days old`,
    text: ({ id, reason }) =>
      `Access key ${id} is overdue: ${reason}. Rotate it by hand, or ask whoever runs access-key-sweeper for a forced run.`,
  },
  'unknown-status': {
    severity: 'warning',
    subject: ({ id }) => `${id} is neither Active nor Inactive`,
    text: ({ id, reason }) => `Access key ${id} was left alone: ${reason}. Look at it in the IAM console.`,
  },
  'inactive-current': {
    severity: 'warning',
    subject: ({ id }) => `${id} is Inactive, but the secret still names it`,
    text: (words) =>
      `Access key ${words.id} is Inactive, but it is what secret ${words.secret} gives as current, so whoever fetches ` +
      `it gets a key that does not work. Either ${reactivate(words)}\n` +
      'or delete it: the secret names a working key again once another key of the user is replaced.',
  },
  'in-the-way': {
    severity: 'info',
    subject: ({ id, deactivateOn }) => `${id} is unused; it is deactivated from ${deactivateOn}`,
    // Also of a late, unused key that was replaced already; then using it again keeps it no longer.
    text: (words) => (words.isFetchable ? waiting.text(words) : inTheWay(words)),
  },
  'superseded-waiting': waiting,
  'inactive-unmarked': inactive,
  'inactive-waiting': inactive,
  'inactive-past-delete': {
    severity: 'info',
    subject: ({ id }) => `${id} was deleted`,
    text: ({ id, reason, lastUsed }) =>
      `Access key ${id} was deleted: ${reason}. It was ${lastUsed}. There is nothing to do; this cannot be undone.`,
  },
  orphan: {
    severity: 'info',
    subject: ({ id }) => `${id}, which nobody had, was deleted`,
    text: ({ id, reason }) => `Access key ${id} was deleted: ${reason}. There is nothing to do.`,
  },
};
