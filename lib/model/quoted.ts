/** The longest text of somebody else that a sentence repeats. */
const most = 80;

/**
 * Returns a text that somebody else wrote, such as a tag's value, for use in a notice: in quotes, at most 80 characters, on
 * one line, without semicolons, which separate reasons, and with `://` and `www.` broken up, so that no mail program makes a
 * link of it.
 */
export function quoted(text: string): string {
  const line = text
    .replaceAll(/[\p{Z}\p{C}]+/gu, ' ')
    .replaceAll(';', ',')
    .replaceAll('://', ': //')
    .replaceAll(/www\./gi, 'www. ')
    .trim();
  const characters = Array.from(line);
  return `"${characters.length > most ? `${characters.slice(0, most - 3).join('')}...` : line}"`;
}
