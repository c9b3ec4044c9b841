import { plural } from '../format.ts';
import { deleteKey, forceRotation, setStatus } from './how-to.ts';
import { spare } from './key-to-free.ts';
import { type Text, warning } from './text.ts';
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

/** By the oldest key that cannot be replaced, so that the sentence is the same for each of them and appears once. */
function dueBy({ siblings }: Words): string {
  const oldest = siblings.find(({ isStuck }) => isStuck);
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
  const active = siblings.filter(({ status, isEnding }) => status === 'Active' && !isEnding);
  const kept = active.find(({ isCurrent, isToldToUse }) => isCurrent || isToldToUse) ?? active.at(-1);
  const others = active.filter((one) => one !== kept).map(({ id }) => id);
  if (!kept || others.length === 0) return [];
  return [
    `First move whatever uses ${others.join(' and ')} to ${kept.id}. Then deactivate what nothing uses any more.`,
  ];
}

/** True if the key needs nobody: it is replaced, or retired, after what the owner was told has happened. */
function needsNobody({ slotEnd, afterSlot }: Words): boolean {
  return slotEnd !== undefined && afterSlot !== 'asked';
}

/** Returns when the key goes that has the slot; '' if no sweep takes it. */
function slotEnds({ slotEnd }: Words): string {
  if (!slotEnd) return '';
  const { key, endsOn, isIdleOnly, deletedOn } = slotEnd;
  const id = key.AccessKeyId;
  return endsOn
    ? ` From ${endsOn} on ${id} is deactivated${isIdleOnly ? ', unless it is used before' : ''}. It is deleted on ${deletedOn} at the earliest.`
    : ` ${id} is deleted on ${deletedOn} at the earliest.`;
}

/** Returns what happens by itself. */
function byItself(words: Words): string {
  const { id, age, afterSlot, isOnlyForced, slotEnd, unusedDays } = words;
  if (afterSlot === 'retired')
    return (
      `Access key ${id}, ${plural(age, 'day')} old, is not replaced: nobody has used it for ${plural(unusedDays, 'day')}. Once ` +
      `${slotEnd?.key.AccessKeyId} is gone, you are told when ${id} is deactivated, too. If somebody uses it, it is replaced ` +
      `instead as soon as there is a free slot.${slotEnds(words)}`
    );
  const what = isOnlyForced
    ? `A person asked for a replacement of ${id}, ${plural(age, 'day')} old`
    : `Access key ${id}, ${plural(age, 'day')} old, is due for replacement`;
  const next =
    afterSlot === 'continued'
      ? 'A continuation of this run, in about 25 hours, creates the replacement.'
      : 'The first sweep after that creates the replacement; you need not free a slot.';
  return `${what}, and there is no free slot yet.${slotEnds(words)} ${next}`;
}

/** Returns what happens once a slot is free, for a key that needs a person. */
function whenFree(words: Words): string {
  const { id, afterSlot, isOnlyForced, lateOn, replacesLate, unusedDays } = words;
  if (isOnlyForced) return `Once a slot is free it has to be asked for again.${slotEnds(words)}`;
  if (afterSlot === 'retired')
    return `Even with a free slot it is not created while nobody uses ${id}: keys unused for ${plural(unusedDays, 'day')} are not replaced.`;
  if (replacesLate) return `The next sweep after a slot is free creates it. ${dueBy(words)}`;
  const reported = 'in this account late keys are only reported (lateKeys)';
  return isLate(words)
    ? `Once a slot is free it has to be asked for: ${id} is overdue since ${lateOn}, and ${reported}.${slotEnds(words)}`
    : `The next sweep after a slot is free creates it, if it comes before ${lateOn}: then ${id} counts as late, and ${reported}.${slotEnds(words)}`;
}

function isLate({ id, siblings }: Words): boolean {
  return siblings.some((one) => one.id === id && one.isLate);
}

export const noSlot: Text = {
  severity: (words) => (needsNobody(words) ? 'info' : 'warning'),
  subject: ({ id, afterSlot, slotEnd }) => {
    if (!slotEnd) return `${id} cannot be replaced: no free slot`;
    return afterSlot === 'retired'
      ? `${id} is unused, and is not replaced`
      : `no free slot for ${id} before ${slotEnd.endsOn ?? slotEnd.deletedOn}`;
  },
  text: (words) =>
    needsNobody(words)
      ? byItself(words)
      : `You have ${words.siblings.length} access keys, so there is no free slot for the replacement that ` +
        `${words.isOnlyForced ? 'a person asked for' : 'is due'}:\n${list(words)}\n${whenFree(words)}`,
  todo: (words) => {
    if (needsNobody(words)) return [];
    // Too late anyway, so what was promised about another key is soon enough.
    const canWait = words.slotEnd !== undefined && (words.isOnlyForced || isLate(words));
    const isAsked = words.afterSlot === 'asked';
    return [
      ...(canWait ? [] : freeSlot(words)),
      ...(isAsked ? [forceRotation(words, 'Once a slot is free, whoever')] : []),
    ];
  },
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
    const others = words.siblings.filter(
      ({ id, status, isEnding }) => status === 'Active' && !isEnding && id !== kept,
    );
    return others.map(
      ({ id }) =>
        `Once everything uses ${kept}, deactivate ${id}, and the rest happens by itself; the same with ` +
        `Active undoes it:\n${setStatus(words.user, id, 'Inactive')}`,
    );
  },
};

/** The key to keep, which does not end by itself. The text must name one: the commands are right only for the others. */
function youngest({ siblings }: Words): string {
  return siblings.findLast(({ status, isEnding }) => status === 'Active' && !isEnding)?.id ?? '';
}
