import type { Call } from '../../../sandbox/account/call.ts';

const change = /^(iam|secretsmanager):(Create|Update|Delete|Put|Tag|Untag)/;

/** True if the call changes keys, tags or secrets. */
export function isChange({ operation }: Pick<Call, 'operation'>): boolean {
  return change.test(operation);
}

/** Returns what a second sweep right after a first changed, as one sentence: it must change nothing (G4). */
export function changesOfRepeat(calls: readonly Call[]): string[] {
  // To tidy up what nobody may write to is tried each time, and refused.
  const changes = calls
    .filter((call) => isChange(call) && (call.ok || call.executed))
    .map(({ operation, UserName }) => `${operation} for ${UserName}`);
  return changes.length > 0 ? [`G4 a second sweep made changes: ${changes.join(', ')}`] : [];
}
