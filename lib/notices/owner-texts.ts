import type { RuleName } from '../types.ts';
import { lastingUndo, moveToCurrent, reactivate } from './how-to.ts';
import type { Severity } from './notice.ts';

/** What the texts speak of. Dates are YYYY-MM-DD. */
export type Words = {
  user: string;
  id: string;
  age: number;
  reason: string;
  /** The key that was created, and the secret it is in. */
  newId: string;
  secret: string;
  lastUsed: string;
  deactivateOn: string;
  /** The day on which it is deactivated in any case. */
  deadline: string;
  deleteOn: string;
  note: string;
};

/** The rules an owner hears of, and `failed`. */
export type OwnerEvent = Exclude<RuleName, 'exempt' | 'in-flight' | 'fresh'> | 'failed';

type Text = { severity: Severity; subject: (words: Words) => string; text: (words: Words) => string };

const deactivated: Text = {
  severity: 'warning',
  subject: ({ id }) => `${id} was deactivated`,
  text: (words) =>
    `Access key ${words.id} was deactivated: ${words.reason}. It was ${words.lastUsed}. Nothing can sign with it ` +
    `any more, and it is deleted from ${words.deleteOn} on.\nIf something broke, ${reactivate(words)} ` +
    `Then the overlap starts anew. ${lastingUndo(words)}`,
};

/** What an owner is told, by event; the first of a user's events in this order gives the subject. */
export const ownerTexts: Record<OwnerEvent, Text> = {
  failed: {
    severity: 'urgent',
    subject: ({ id }) => `something failed for ${id}`,
    text: ({ id, note }) =>
      `Access key ${id}: ${note}. Nobody has to act at once: the next sweep tries again. If it fails again, ask ` +
      'whoever runs access-key-sweeper.',
  },
  'superseded-in-use': {
    severity: 'urgent',
    subject: ({ id, deadline }) => `${id} is still in use; it is deactivated by ${deadline}`,
    text: (words) =>
      `Access key ${words.id} is still in use (${words.lastUsed}) although it was replaced: ${words.reason}. ` +
      `${moveToCurrent(words)}\nDo it before ${words.deadline}: whatever uses the old key stops working then. ` +
      `${lastingUndo(words)}`,
  },
  'superseded-done': deactivated,
  'in-the-way-done': deactivated,
  unused: deactivated,
  create: {
    severity: 'info',
    subject: ({ id, deactivateOn }) => `${id} was replaced; move by ${deactivateOn}`,
    text: (words) =>
      `Access key ${words.newId} was created in place of ${words.id}, which is ${words.age} days old. ` +
      `${moveToCurrent(words)}\nThe old key goes on working; from ${words.deactivateOn} on it is deactivated.`,
  },
  unfinished: {
    severity: 'info',
    subject: ({ id }) => `${id} is the current key now`,
    text: (words) =>
      `Access key ${words.id}, which an interrupted sweep had created, is settled now${words.note && `: ${words.note}`}. ` +
      moveToCurrent(words),
  },
  'two-in-use': {
    severity: 'warning',
    subject: () => 'two access keys are in use and neither is managed',
    text: ({ id, lastUsed, age }) =>
      `Access key ${id} is ${age} days old and was ${lastUsed}, and the user's other key is in use as well, so there ` +
      'is no slot for a replacement. Move everything to one of the two, deactivate the other, and the rest happens by itself.',
  },
  'no-slot': {
    severity: 'warning',
    subject: ({ id }) => `${id} cannot be replaced: no free slot`,
    text: ({ id, age }) =>
      `Access key ${id} is ${age} days old and due for replacement, but the user has two keys and AWS allows no third. ` +
      'Delete the key that you do not need, and the next sweep creates the replacement.',
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
      `it gets a key that does not work. Either ${reactivate(words)} Or delete the key and let the next sweep replace it.`,
  },
  'in-the-way': {
    severity: 'info',
    subject: ({ id, deactivateOn }) => `${id} is unused; it is deactivated from ${deactivateOn}`,
    text: (words) =>
      `Access key ${words.id} takes the slot that a replacement needs, and was ${words.lastUsed}. From ` +
      `${words.deactivateOn} on it is deactivated unless it is used before. ${lastingUndo(words)}`,
  },
  'superseded-waiting': {
    severity: 'info',
    subject: ({ id, deactivateOn }) => `${id} was replaced; move by ${deactivateOn}`,
    text: (words) =>
      `Access key ${words.id} is ${words.age} days old, ${words.lastUsed}, and will be deactivated from ` +
      `${words.deactivateOn} on: ${words.reason}. ${moveToCurrent(words)}`,
  },
  'inactive-unmarked': {
    severity: 'info',
    subject: ({ id, deleteOn }) => `${id} is Inactive; it is deleted from ${deleteOn}`,
    text: (words) =>
      `Access key ${words.id} was found Inactive. It was ${words.lastUsed}, and it is deleted from ${words.deleteOn} on. ` +
      `If somebody needs it, ${reactivate(words)}`,
  },
  'inactive-waiting': {
    severity: 'info',
    subject: ({ id, deleteOn }) => `${id} is Inactive; it is deleted from ${deleteOn}`,
    text: (words) =>
      `Access key ${words.id} is Inactive. It was ${words.lastUsed}, and it is deleted from ${words.deleteOn} on. ` +
      `If somebody needs it, ${reactivate(words)}`,
  },
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
