import type { Call } from '../../../sandbox/account/account.ts';
import type { Befallen } from '../random/random-faults.ts';

/** Whom faults concerned: users by name, everybody, or nobody if the SDK's repetitions healed them all. */
export type Concerned = { everybody: boolean; users: ReadonlySet<string> };

/** What every sweep needs to get anywhere at all. */
const needed = ['sts:GetCallerIdentity', 'iam:ListUsers'];

/** Whom the faults of one sweep concerned, from the calls it made. */
export function concernedBy(befallen: readonly Befallen[], calls: readonly Call[]): Concerned {
  const succeeded = new Map(calls.filter(({ ok }) => ok).map((call) => [nameOf(call), call.at]));
  const unhealed = befallen.filter(({ call }) => (succeeded.get(nameOf(call)) ?? 0) < call.at);
  return {
    everybody: unhealed.some(
      ({ kind, call }) => kind.startsWith('crash') || (!call.UserName && needed.includes(call.operation)),
    ),
    users: new Set(unhealed.flatMap(({ call }) => call.UserName ?? [])),
  };
}

/** What makes two calls the same call, repeated. */
function nameOf({ operation, UserName, AccessKeyId, SecretId, VersionStage, VersionId }: Call): string {
  return [operation, UserName, AccessKeyId, SecretId, VersionStage, VersionId].join(' ');
}
