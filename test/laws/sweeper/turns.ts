/** Lets the calls of several sweeps through, one at a time. */
export type Gate = {
  /** Waits for one's turn. */
  pass: () => Promise<void>;
  /** Makes no more calls. */
  leave: () => void;
};

/**
 * Decides by dice whose call comes next, as soon as each of so many sweeps waits with one, so that the same dice give
 * the same order however fast each of them is.
 */
export function gateFor(sweeps: number, dice: () => number): Gate {
  const waiting: (() => void)[] = [];
  let live = sweeps;
  const open = () => {
    if (waiting.length < live) return;
    const [next] = waiting.splice(Math.floor(dice() * waiting.length), 1);
    next?.();
  };
  return {
    pass: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        open();
      }),
    leave: () => {
      live -= 1;
      open();
    },
  };
}
