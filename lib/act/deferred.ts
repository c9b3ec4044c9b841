/** Thrown by an act that changed nothing because the user changed since the decision. */
export class Deferred extends Error {
  override readonly name = 'Deferred';
}
