/** What the texts speak of. Dates are YYYY-MM-DD. */
export type Words = {
  user: string;
  id: string;
  age: number;
  reason: string;
  /** The key that was created, and the secret it is in. */
  newId: string;
  secret: string;
  /** Whether the secret gives the key to move to; if not, somebody else made that key. */
  isFetchable: boolean;
  lastUsed: string;
  deactivateOn: string;
  /** The day from which the next sweep deactivates it, in use or not. */
  graceEnds: string;
  deleteOn: string;
  note: string;
  /** Whether it was to be deactivated. */
  isEnding: boolean;
};
