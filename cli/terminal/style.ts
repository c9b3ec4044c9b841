/** Colours a text. `styleText` of node:util is one: it leaves the text plain in a pipe and under NO_COLOR. */
export type Style = (
  format: 'bold' | 'dim' | 'green' | 'cyan' | 'yellow' | 'magenta' | 'red',
  text: string,
) => string;
