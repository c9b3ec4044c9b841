/** One thing wrong with a configuration, in words that a person can act on. */
export type Fault = { path: string; expected: string; found: string };

/** A configuration that must not be used; its message lists every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly Fault[];

  constructor(source: string, faults: readonly Fault[]) {
    const lines = faults.map(
      ({ path, expected, found }) => `  ${path}: expected ${expected}; found ${found}`,
    );
    super([`${source}: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`, ...lines].join('\n'));
    this.faults = faults;
  }
}
