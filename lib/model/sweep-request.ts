/** Which users to sweep, and whether to replace their newest keys now. */
export type SweepRequest = {
  /** Undefined: everybody. */
  users?: readonly string[] | undefined;
  force?: boolean | undefined;
  /**
   * With `force`: replace only keys created before this moment, so that a continuation does not replace the keys that
   * the run before it created.
   */
  madeBefore?: Date | undefined;
};
