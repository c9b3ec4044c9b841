/** How a key ends: in use or not (`any`), because another key is in its place (`idle`), or because nobody uses it (`unused`). */
export const endKinds = ['any', 'idle', 'unused'] as const;

/** The days of a key's end, as they are told to its owner: UTC days, YYYY-MM-DD, which compare as text. */
export type EndDays = {
  /** The key is not deactivated before this day. */
  earliest: string;
  /** From this day on it is deactivated even if it is in use; undefined if it ends only while it is not in use. */
  latest: string | undefined;
  kind: (typeof endKinds)[number];
};

/** What an owner is promised about the end of a key. */
export type KeyPromise = EndDays & {
  /** When the owner was told; undefined if this promise is new. */
  toldAt: Date | undefined;
  /** True if the user's mark has these days, so that the owner was told them. */
  isMarked: boolean;
  /** True if the first sweep that may deactivate the key does so in use or not. */
  isFinal: boolean;
};

/** Returns the day after which nothing can be said any more: the key should have ended by then. */
export function lastDay({ earliest, latest }: EndDays): string {
  return laterOf(earliest, latest);
}

/** Returns the latest of the days; '' if there is none. */
export function laterOf(...days: (string | undefined)[]): string {
  return days.reduce<string>((latest, day = '') => (day > latest ? day : latest), '');
}
