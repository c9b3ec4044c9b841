import { createHash } from 'node:crypto';

/** Throws dice that fall the same way for the same seed: each throw gives a number from 0 up to 1. */
export function diceOf(seed: number): () => number {
  let throws = 0;
  return () => {
    throws += 1;
    return createHash('sha256').update(`${seed}:${throws}`).digest().readUInt32BE() / 2 ** 32;
  };
}
