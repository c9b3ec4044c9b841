/** Thrown by an act that found something other than what was decided on, and left it alone. */
export class Deferred extends Error {
  override readonly name = 'Deferred';
}
