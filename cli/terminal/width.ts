/** How wide the output may be: the terminal's width, or COLUMNS, or what a file can well have. */
export function columnsOf(
  { columns }: { columns?: number } = process.stdout,
  { COLUMNS }: NodeJS.ProcessEnv = process.env,
): number {
  const asked = Number(COLUMNS);
  // Some terminals say 0, which means that they do not know.
  return columns || (Number.isInteger(asked) && asked > 0 ? asked : 100);
}

/** Breaks a text into lines of at most `width`; a word that is longer stands alone. */
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
