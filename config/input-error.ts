/** Input that is refused before anything is done with it; the message says what is wrong where. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Throws an InputError that lists the faults found in `source`, if there are any. */
export function refuse(source: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new InputError([`${source}: ${count}`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
}
