import type { Sibling } from './words.ts';

/** Returns the key to remove first: one that is not Active, otherwise the one whose last use is longest ago. */
export function spare(siblings: readonly Sibling[]): Sibling | undefined {
  const others = siblings.filter(({ isCurrent }) => !isCurrent);
  return (
    others.find(({ status }) => status !== 'Active') ??
    others.toSorted((a, b) => (a.usedAt?.getTime() ?? 0) - (b.usedAt?.getTime() ?? 0))[0]
  );
}
