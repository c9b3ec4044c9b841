import type { AfterSlot, SlotEnd } from '../../decide/slot-end.ts';
import type { Place } from '../sweep-command.ts';

/** One of the user's keys, for texts that list all of them. */
export type Sibling = {
  id: string;
  status: string;
  age: number;
  lastUsed: string;
  usedAt: Date | undefined;
  /** True if it was used lately. */
  isInUse: boolean;
  /** True if it is the key in the secret that its owner was told to use. */
  isToldToUse: boolean;
  /** True if consumers fetch it. */
  isCurrent: boolean;
  /** The day from which it is late, and whether that day has come. */
  lateOn: string;
  isLate: boolean;
  /** True if it is to be replaced and there is no free slot. */
  isStuck: boolean;
  /** True if it is in its overlap: it ends by itself. */
  isEnding: boolean;
  /** True if it is an orphan: nobody has it. */
  isNobodys: boolean;
};

/** The values that texts are made of. Dates are YYYY-MM-DD; a value that is not known is empty. */
export type Words = {
  user: string;
  id: string;
  status: string;
  age: number;
  reason: string;
  /** The key that was created, and the secret it is in. */
  newId: string;
  secret: string;
  /** True if the secret has the key to move to; otherwise a person created that key. */
  isFetchable: boolean;
  /** True if it is an orphan: nobody has it. */
  isNobodys: boolean;
  /** True if the secret's value has the form that credential_process reads. */
  isProcessForm: boolean;
  /** The Region in which the user may send mail by SMTP, and the field of the secret with the password. */
  smtp: { region: string; field: string };
  /** Why no key can be made or stored, and how a person changes that. */
  refusal: string;
  remedy: string;
  /** What else a person should know, and what to do about it. */
  concern: { reason: string; remedy: string | undefined };
  lastUsed: string;
  /** The key to move to. */
  replacement: string;
  /** When the owner was first told. */
  toldOn: string;
  /** True if these days hold only if nobody removes the sweeper's tags again. */
  isStripped: boolean;
  /** The day from which it is late, and whether late keys are replaced. */
  lateOn: string;
  replacesLate: boolean;
  /** The day from which it may be deactivated; empty unless the owner can rely on it. */
  deactivateOn: string;
  /** The day from which the next sweep deactivates it, in use or not; empty if it ends only while it is not in use. */
  graceEnds: string;
  /** True if the key gets no extra time while it is in use. */
  isFinal: boolean;
  /** Used lately, and since its replacement was created. */
  isInUse: boolean;
  /** The day before which it is not deleted. */
  deleteOn: string;
  /** The day from which a sweep deletes it even if nothing needs its slot; empty if that day has come. */
  plannedOn: string;
  /** Days until `deleteOn`. */
  undoDays: number;
  /** After how many days without a use a key is retired. */
  unusedDays: number;
  /** Days between the first notice and the deactivation. */
  overlapDays: number;
  note: string;
  /** True if the key is to be replaced only because a person asked for it: no scheduled sweep does it soon. */
  isOnlyForced: boolean;
  /** What frees a slot for its replacement without a person, and what becomes of it then. */
  slotEnd: SlotEnd | undefined;
  afterSlot: AfterSlot | 'continued';
  /** True if it was to be deactivated. */
  isEnding: boolean;
  /** How many keys of the user are in use and not current in its secret. */
  keysInUse: number;
  /** Every key of the user, oldest first. */
  siblings: readonly Sibling[];
  place: Place;
};
