/** Input that is refused before anything is done with it; the message says what is wrong where. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
