const ours = 'accesskeysweeper';

/** The start of our tag keys, without separators, with one character missing, wrong, too many, or two in the wrong order. */
const mistyped = [...ours].flatMap((letter, n) => {
  const [before, after] = [ours.slice(0, n), ours.slice(n + 1)];
  return [
    `${before}${after}`,
    `${before}.${after}`,
    `${before}.${letter}${after}`,
    `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`,
  ];
});

const similar = new RegExp(`^(${mistyped.join('|')})`);

/**
 * True if a person who typed this tag key most likely meant one of the sweeper's: other separators than in
 * `access-key-sweeper:`, or one mistyped character in it. What stands behind the prefix does not matter.
 */
export function looksLikeOurs(tagKey: string): boolean {
  return similar.test(tagKey.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
}
