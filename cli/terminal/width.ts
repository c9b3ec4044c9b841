/** Returns how many columns the output may use: the terminal's width, else COLUMNS, else 100. */
export function columnsOf(
  { columns }: { columns?: number } = process.stdout,
  { COLUMNS }: NodeJS.ProcessEnv = process.env,
): number {
  const wanted = Number(COLUMNS);
  // Some terminals report 0 when they do not know their width.
  return columns || (Number.isInteger(wanted) && wanted > 0 ? wanted : 100);
}

/** Breaks a text into lines of at most `width` columns. A longer word gets a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
