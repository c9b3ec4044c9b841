/**
 * Thrown if an act cannot be completed now and a later sweep can do it: the user changed since the decision, or AWS does not
 * know a change yet. What was written until then is safe to leave.
 */
export class Deferred extends Error {
  override readonly name = 'Deferred';
}
