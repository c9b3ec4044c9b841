import type { Sibling } from './words.ts';

/** The key that is easiest to do without: one that is not Active, else the one that was used least lately. */
export function spare(siblings: readonly Sibling[]): Sibling | undefined {
  const others = siblings.filter(({ isCurrent }) => !isCurrent);
  return (
    others.find(({ status }) => status !== 'Active') ??
    others.toSorted((a, b) => (a.usedAt?.getTime() ?? 0) - (b.usedAt?.getTime() ?? 0))[0]
  );
}
