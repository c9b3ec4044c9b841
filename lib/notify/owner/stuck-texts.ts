import { plural } from '../format.ts';
import { deleteKey, forceRotation, hold, lookAtUse, reactivate, setStatus, sweepAgain } from './how-to.ts';
import { spare } from './key-to-free.ts';
import { type Text, urgent, warning } from './text.ts';
import type { Sibling, Words } from './words.ts';

/** Lists every key of the user, one a line. */
function list({ siblings }: Words): string {
  return siblings
    .map(({ id, status, age, lastUsed, isCurrent }) => {
      const current = isCurrent ? ', the one in the secret' : '';
      return `- ${id}, ${status}, ${plural(age, 'day')} old, ${lastUsed}${current}`;
    })
    .join('\n');
}

/** By the oldest key, whichever key the text is about: then the sentence is the same for each key and appears once. */
function dueBy({ siblings }: Words): string {
  const oldest = siblings.find(({ status }) => status === 'Active');
  if (!oldest) return '';
  const { id, isLate, lateOn } = oldest;
  return isLate ? `${id} is overdue since ${lateOn}.` : `Do it before ${lateOn}, when ${id} counts as late.`;
}

/** Says which key to remove, so that the user has a free slot; nothing if one is free already. */
export function freeSlot({ user, siblings }: Words): string[] {
  const gone = spare(siblings);
  if (!gone) return moveFirst(siblings);
  if (gone.isNobodys)
    return [
      `Nobody has ${gone.id}. To free its place at once, delete it, which cannot be undone:\n${deleteKey(user, gone.id)}`,
    ];
  if (gone.status !== 'Active')
    return [`If nobody needs ${gone.id}, delete it, which cannot be undone:\n${deleteKey(user, gone.id)}`];
  return [
    `If nobody needs ${gone.id}, deactivate it; the same with Active undoes that:\n${setStatus(user, gone.id, 'Inactive')}`,
    `If nothing broke in some days, delete it, which cannot be undone:\n${deleteKey(user, gone.id)}`,
  ];
}

/** No key may be given up yet: every one is in use, or is the one to move to. */
function moveFirst(siblings: readonly Sibling[]): string[] {
  const active = siblings.filter(({ status }) => status === 'Active');
  const kept = active.find(({ isCurrent, isToldToUse }) => isCurrent || isToldToUse) ?? active.at(-1);
  const others = active.filter((one) => one !== kept).map(({ id }) => id);
  if (!kept || others.length === 0) return [];
  return [
    `First move whatever uses ${others.join(' and ')} to ${kept.id}. Then deactivate what nothing uses any more.`,
  ];
}

/**
 * True if a sweep deletes the key for the replacement: it is Inactive, its slot is enough, and the other key is
 * replaced by then.
 */
function isGoing(gone: Sibling, { siblings, lateOn, replacesLate }: Words): boolean {
  if (gone.deleteOn === '') return false;
  const isInTime = replacesLate || gone.deleteOn < lateOn;
  return gone.isNobodys || (gone.status === 'Inactive' && siblings.length === 2 && isInTime);
}

export const noSlot: Text = {
  severity: warning,
  subject: ({ id }) => `${id} cannot be replaced: no free slot`,
  text: (words) => {
    const gone = spare(words.siblings);
    const byItself =
      gone && isGoing(gone, words)
        ? ` ${gone.id} is deleted ${words.isOnlyForced && !gone.isNobodys ? 'by such a run' : 'by itself'} from ${gone.deleteOn} on.`
        : '';
    const [what, next] = words.isOnlyForced
      ? ['a person asked for', 'Once a slot is free it has to be asked for again.']
      : ['is due', `The next sweep after a slot is free creates it. ${dueBy(words)}`];
    return (
      `You have ${words.siblings.length} access keys, so there is no free slot for the replacement that ${what}:\n` +
      `${list(words)}\n${next}${byItself}`
    );
  },
  todo: (words) => [...freeSlot(words), ...(words.isOnlyForced ? [forceRotation(words)] : [])],
};

export const twoInUse: Text = {
  severity: warning,
  subject: ({ keysInUse }) =>
    keysInUse === 2
      ? 'two access keys are in use, and neither can be replaced'
      : `${keysInUse} access keys are in use, and none can be replaced`,
  text: (words) => {
    const what =
      words.keysInUse === 2
        ? 'two access keys, and neither'
        : `${words.keysInUse} access keys, and none of them`;
    return (
      `You use ${what} is in Secrets Manager, so there is no free slot for a replacement:\n` +
      `${list(words)}\nMove everything to ${youngest(words)}. ${dueBy(words)}`
    );
  },
  todo: (words) => {
    const kept = youngest(words);
    const others = words.siblings.filter(({ id, status }) => status === 'Active' && id !== kept);
    return others.map(
      ({ id }) =>
        `Once everything uses ${kept}, deactivate ${id}, and the rest happens by itself; the same with ` +
        `Active undoes it:\n${setStatus(words.user, id, 'Inactive')}`,
    );
  },
};

/** The key to keep. The text must name one: the commands are right only for the others. */
function youngest({ siblings }: Words): string {
  return siblings.findLast(({ status }) => status === 'Active')?.id ?? '';
}

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
    words.isOnlyForced ? forceRotation(words) : sweepAgain(words),
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
