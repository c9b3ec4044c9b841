/** One of the user's keys, as a text about all of them names it. */
export type Sibling = {
  id: string;
  status: string;
  age: number;
  lastUsed: string;
  usedAt: Date | undefined;
  /** Whether consumers fetch it. */
  isCurrent: boolean;
  /** The day on which it counts as late, and whether that has come. */
  lateOn: string;
  isLate: boolean;
  deleteOn: string;
};

/** Where the sweeper runs and what it may be asked, for commands. */
type Place = { region: string; functionArn: string; holdUntil: string };

/** What the texts speak of. Dates are YYYY-MM-DD; what is not known is empty. */
export type Words = {
  user: string;
  id: string;
  status: string;
  age: number;
  reason: string;
  /** The key that was created, and the secret it is in. */
  newId: string;
  secret: string;
  /** Whether the secret gives the key to move to; if not, somebody else made that key. */
  isFetchable: boolean;
  /** Whether the secret's value is what credential_process reads. */
  isProcessForm: boolean;
  /** Why the secret is not ours to write, and how a person makes it so. */
  refusal: string;
  remedy: string;
  lastUsed: string;
  /** The key to move to. */
  replacement: string;
  /** When the owner was first told. */
  toldOn: string;
  /** The day on which it counts as late. */
  lateOn: string;
  deactivateOn: string;
  /** The day from which the next sweep deactivates it, in use or not. */
  graceEnds: string;
  /** Whether the sweep that deactivates it gives a key in use no grace. */
  isFinal: boolean;
  /** Used lately, and since there is a replacement. */
  isInUse: boolean;
  deleteOn: string;
  /** Whole days until then. */
  undoDays: number;
  /** A key that is not used for so many days is deactivated, if that is set. */
  retireDays: number;
  /** Days between the first notice and the end. */
  overlapDays: number;
  note: string;
  /** Whether it is to be replaced only because a person asked for that now. */
  isOnlyForced: boolean;
  /** Whether it was to be deactivated. */
  isEnding: boolean;
  /** Every key of the user, oldest first. */
  siblings: readonly Sibling[];
  place: Place;
};
