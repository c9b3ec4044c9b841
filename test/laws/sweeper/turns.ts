/** Lets the calls of several sweeps through, one at a time. */
export type Turns = {
  /** Resolves when it is this sweep's turn to make a call. */
  take: () => Promise<void>;
  /** Call when a sweep has ended. */
  leave: () => void;
};

/**
 * Returns turns for that many sweeps. A turn is given when every sweep waits for one, and a random number says to which,
 * so that the same numbers give the same order, however fast each sweep is.
 */
export function turnsFor(sweeps: number, random: () => number): Turns {
  const waiting: (() => void)[] = [];
  let running = sweeps;
  const giveTurn = () => {
    if (waiting.length < running) return;
    const index = waiting.length > 1 ? Math.floor(random() * waiting.length) : 0;
    const [next] = waiting.splice(index, 1);
    next?.();
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        giveTurn();
      }),
    leave: () => {
      running -= 1;
      giveTurn();
    },
  };
}
