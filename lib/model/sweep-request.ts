/** Which users to sweep, and whether to replace keys of theirs now. */
export type SweepRequest = {
  /** Undefined: everybody. */
  users?: readonly string[] | undefined;
  force?: boolean | undefined;
  /**
   * With `force`: the ids of the keys to replace. Undefined: the newest Active key of each user. A continuation names them, so
   * that it does not replace the keys that the run before it created.
   */
  keys?: readonly string[] | undefined;
};
