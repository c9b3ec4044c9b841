import type { Call } from '../../../sandbox/account/call.ts';
import { isDenied } from '../../tools/access-denied.ts';

/** Returns the calls that AWS refused, apart from those after which a sweep rightly goes on without an error. */
export function refusedCalls(calls: readonly Call[]): Call[] {
  return calls.filter(
    (call, n) => isDenied(call.code) && !isProof(call) && !isTidying(call) && !wasDone(call, calls.slice(0, n)) && !isMoot(call, calls),
  );
}

/** True for the test of a new key: it is repeated for half a minute after any error. */
function isProof({ operation }: Call): boolean {
  return operation.startsWith('sts:');
}

/** True if the call only takes a label off a version, where it does no harm. */
function isTidying({ operation, VersionStage }: Call): boolean {
  return operation === 'secretsmanager:UpdateSecretVersionStage' && VersionStage === 'AWSPENDING';
}

/** True if AWS had already done it, its answer was lost, and the sweep saw that it was done. */
function wasDone({ operation, VersionId }: Call, before: readonly Call[]): boolean {
  return before.some((call) => VersionId && call.executed && call.operation === operation && call.VersionId === VersionId);
}

/** True if the user was deleted, or if a person stored another value, so that the new key is dropped in any case. */
function isMoot({ operation, UserName }: Call, calls: readonly Call[]): boolean {
  const by = (deed: RegExp) => calls.some((call) => deed.test(call.operation) && call.UserName === UserName);
  const isPromotion = operation === 'secretsmanager:UpdateSecretVersionStage';
  return by(/^person:delete-user$/) || (isPromotion && by(/^person:.*secret/));
}
