import { createInterface } from 'node:readline/promises';

/** True if a person can be asked: both stdin and stderr are terminals. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on stderr. True only if the answer is the word yes; any other answer, Ctrl-C and Ctrl-D mean no. */
export async function isAgreed(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  const terminal = createInterface({ input, output });
  const closed = new AbortController();
  terminal.once('SIGINT', () => terminal.close());
  terminal.once('close', () => closed.abort());
  try {
    return (await terminal.question(question, { signal: closed.signal })).trim() === 'yes';
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
