/** The longest text of somebody else that a sentence repeats. */
const most = 80;

/**
 * Returns a text that somebody else wrote, such as a tag's value, for use in a notice: in quotes, at most 80 characters, on
 * one line, and with `://` broken up, so that no mail program makes a link of it.
 */
export function quoted(text: string): string {
  const line = text.replaceAll(/[\p{Z}\p{C}]+/gu, ' ').trim();
  const characters = Array.from(line);
  const cut = characters.length > most ? `${characters.slice(0, most - 3).join('')}...` : line;
  return `"${cut.replaceAll('://', ': //')}"`;
}
