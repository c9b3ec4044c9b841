/** Why a key is Inactive: a sweep ended it, a person did, nobody used it, or nobody has it. */
export const inactiveKinds = ['ours', 'found', 'unused', 'orphan'] as const;
export type InactiveKind = (typeof inactiveKinds)[number];

/** When an Inactive key is deleted. */
export type Deletion = {
  kind: InactiveKind;
  /** Since when its owner knows that it is Inactive, as its mark says; undefined if no valid mark does. */
  since: Date | undefined;
  /** The UTC day, YYYY-MM-DD, before which it is not deleted. */
  notBefore: string;
  /** The UTC day from which it is deleted even if nothing needs its place. */
  planned: string;
  /** True if its wait is over and the day that its owner was told has come. */
  isOver: boolean;
  /** True if the user's mark has this day and kind. */
  isMarked: boolean;
};
