/** The lines of a text that are longer than so many columns. */
export function longLines(text: string, columns: number): string[] {
  return text.split('\n').filter((line) => line.length > columns);
}
