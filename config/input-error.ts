/** One thing that is wrong with an input, in words that a person can act on. */
export type Problem = { path: string; expected: string; found: string };

/** Returns a problem as one line of text. */
export function problemText({ path, expected, found }: Problem): string {
  return `${path}: expected ${expected}; found ${found}`;
}

/** An input that is refused before anything is done with it; the message says what is wrong and where. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** A configuration that must not be used; the message lists every problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    super(listOf(source, problems));
    this.problems = problems;
  }
}

/** Throws an InputError that lists the problems found in `source`; does nothing if there are none. */
export function refuse(source: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(listOf(source, problems));
}

function listOf(source: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 fault' : `${problems.length} faults`;
  return [`${source}: ${count}`, ...problems.map((problem) => `  ${problemText(problem)}`)].join('\n');
}
