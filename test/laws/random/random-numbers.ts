import { createHash } from 'node:crypto';

/** Returns a generator of numbers from 0 up to 1, which are the same for the same seed on every machine. */
export function randomNumbers(seed: number): () => number {
  let count = 0;
  return () => {
    count += 1;
    return createHash('sha256').update(`${seed}:${count}`).digest().readUInt32BE() / 2 ** 32;
  };
}
