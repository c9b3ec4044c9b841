import type { Sibling } from './words.ts';

/**
 * Returns the key to remove first: one that nobody has, otherwise one that is not Active, otherwise the one whose last
 * use is longest ago. Undefined if each is in use, is what the owner was told to use, or is the only Active one.
 */
export function spare(siblings: readonly Sibling[]): Sibling | undefined {
  const isOnly = siblings.filter(({ status }) => status === 'Active').length < 2;
  const others = siblings.filter(({ isCurrent, isToldToUse }) => !isCurrent && !isToldToUse);
  return (
    others.find(({ isNobodys }) => isNobodys) ??
    others.find(({ status }) => status !== 'Active') ??
    others
      .filter(({ isInUse }) => !isInUse && !isOnly)
      .toSorted((a, b) => (a.usedAt?.getTime() ?? 0) - (b.usedAt?.getTime() ?? 0))[0]
  );
}
