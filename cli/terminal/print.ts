/** Prints a text and a line break to stdout: results, which other programs may read. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a text and a line break to stderr: messages for a person, which must not mix with results. */
export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}
