/** Returns up to three names and the number of the others. */
export function shortList(names: readonly string[]): string {
  return names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${(names.length - 3).toLocaleString('en')} more`
    : names.join(', ');
}
