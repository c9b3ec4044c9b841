/** One of several sweeps whose calls are let through one at a time. */
export type Turns = {
  /** Resolves when it is this sweep's turn to make a call. */
  take: () => Promise<void>;
  /** Call when that call was answered. */
  served: () => void;
  /** Call when the sweep has ended, or broke off. */
  leave: () => void;
};

/**
 * Returns turns for each of that many sweeps. A turn is given when every sweep waits for one and no call is being served,
 * and a random number says to which, so that the same numbers give the same order, however fast each sweep is.
 */
export function turnsFor(sweeps: number, random: () => number): Turns[] {
  /** For each sweep, its calls that wait: it may make several at once. */
  const waiting = Array.from({ length: sweeps }, (): (() => void)[] => []);
  const running = new Set(waiting);
  let served: unknown;
  const giveTurn = () => {
    if (served || [...running].some((calls) => calls.length === 0)) return;
    const next = [...running][running.size > 1 ? Math.floor(random() * running.size) : 0];
    served = next;
    next?.shift()?.();
  };
  return waiting.map((calls) => {
    const end = () => {
      if (served === calls) served = undefined;
      giveTurn();
    };
    return {
      take: () =>
        new Promise((resolve) => {
          calls.push(resolve);
          giveTurn();
        }),
      served: end,
      leave: () => {
        running.delete(calls);
        end();
      },
    };
  });
}
