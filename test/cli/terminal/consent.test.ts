import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { isAgreed } from '../../../cli/terminal/consent.ts';

/** Asks on a terminal at which somebody types these keys. */
async function answered(keys: string) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const agreed = isAgreed('Type yes: ', input, output);
  input.write(keys);
  const isYes = await agreed;
  output.end();
  return { isYes, shown: await text(output) };
}

it.each([
  ['yes', 'yes\r', true],
  ['yes among blanks', ' yes \r', true],
  ['no', 'no\r', false],
  ['nothing but Return', '\r', false],
  ['y', 'y\r', false],
  ['Yes', 'Yes\r', false],
  ['Ctrl-C', '\u0003', false],
  ['Ctrl-C after yes', 'yes\u0003', false],
  ['Ctrl-D', '\u0004', false],
])('given %s for an answer, it is consent only if that is the word yes', async (_, keys, isYes) => {
  const { shown, ...answer } = await answered(keys);
  expect(answer).toEqual({ isYes });
  expect(shown).toContain('Type yes: ');
});
