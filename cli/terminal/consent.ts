import { createInterface } from 'node:readline/promises';

/** Whether there is somebody to ask. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on stderr; only the word yes is one, and Ctrl-C and Ctrl-D are none. */
export async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
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
