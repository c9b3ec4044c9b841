import type { Config } from '../../../config/schema.ts';
import { SweepError } from '../../../lib/sweep-error.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { Secret } from '../../../sandbox/account/secret.ts';
import type { Ending } from '../sweeper/sweeper.ts';
import { isUnused } from './key-holders.ts';
import { isElsewhere, pointedArn } from './tags.ts';

/** Whose keys a sweep may leave late: everybody's, or those of these users. */
export type Affected = { everybody: boolean; users: ReadonlySet<string> };

/** A call, and the kind of fault that happened at it. */
export type FaultyCall = { call: Call; kind: string };

/** The calls that every sweep needs before it can do anything. */
const needed = ['sts:GetCallerIdentity', 'iam:ListUsers'];

/** Returns whom a sweep's faults affected, apart from those that a repeated call made up for. */
export function affectedByFaults(faulty: readonly FaultyCall[], calls: readonly Call[]): Affected {
  const succeeded = new Map(calls.filter(({ ok }) => ok).map((call) => [nameOf(call), call.at]));
  const failed = faulty.filter(({ call }) => (succeeded.get(nameOf(call)) ?? 0) < call.at);
  return {
    everybody: failed.some(({ kind, call }) => kind.startsWith('crash') || (!call.UserName && needed.includes(call.operation))),
    users: new Set(failed.flatMap(({ call }) => call.UserName ?? [])),
  };
}

/** Two calls with the same name are one call, repeated. */
function nameOf({ operation, UserName, AccessKeyId, SecretId, VersionStage, VersionId }: Call): string {
  return [operation, UserName, AccessKeyId, SecretId, VersionStage, VersionId].join(' ');
}

/** What the judge of a run needs to know of one week's sweeps. */
type Sweeps = {
  endings: readonly Ending[];
  calls: readonly Call[];
  /** The calls at which a mishap happened. */
  hit: readonly Call[];
  /** The count of the act that was done most. */
  mostActs: number;
};

/** Returns whom the mishaps of one week's sweeps may have affected. */
export function affectedByMishaps(account: Account, config: Config, { endings, calls, hit, mostActs }: Sweeps): Affected {
  const slow = affectedByFaults(
    calls.filter(isSlow).map((call) => ({ call, kind: 'throttle' })),
    calls,
  );
  const isBroken = endings.some((one) => one instanceof Error && !(one instanceof SweepError));
  return {
    everybody:
      isBroken ||
      slow.everybody ||
      // Two sweeps that meet may each leave a user to the other.
      endings.length > 1 ||
      mostActs >= config.limits.minimum ||
      hit.some(({ UserName }) => !UserName),
    users: new Set([...slow.users, ...hit.flatMap(({ UserName }) => UserName ?? []), ...usersInHands(account, config)]),
  };
}

/** True if IAM throttled the call or does not know a new key yet: if that lasts, the user waits another week. */
function isSlow({ code }: Call): boolean {
  return code === 'Throttling' || code === 'InvalidClientTokenId';
}

/** Returns the users whom a sweep need not rotate on time: a person decided otherwise, or a limit may hold them. */
export function usersNotDue(account: Account, config: Config): Set<string> {
  const unused = [...account.users.values()].filter(({ keys }) => keys.some((key) => isUnused(key, keys, config.unused, account)));
  return new Set([...usersInHands(account, config), ...unused.map(({ UserName }) => UserName)]);
}

/** The users to whom a person did something, and those whom sweeps leave to a person. */
function usersInHands(account: Account, config: Config): string[] {
  const { users, secrets, history } = account;
  const touched = history.filter(({ operation }) => operation.startsWith('person:'));
  const others = [...users.values()].filter(
    (user) =>
      ['exempt', 'hold-until', 'refused:create'].some((tag) => user.tags.has(`access-key-sweeper:${tag}`)) ||
      isElsewhere(user) ||
      // What nobody may write to waits for a person.
      [...secrets.values()].some((secret) => secret.ARN === pointedArn(user) && isForbidden(secret, account, config)) ||
      // A secret that stands under the user's name and that no pointer names.
      [...secrets.values()].some(({ Name, ARN }) => Name.endsWith(`/${user.UserName}`) && ARN !== pointedArn(user)),
  );
  return [...touched, ...others].flatMap(({ UserName }) => UserName ?? []);
}

function isForbidden(secret: Secret, { kmsKeys }: Account, { secrets }: Config): boolean {
  const { KmsKeyId, PrimaryRegion, RotationEnabled, OwningService, ResourcePolicy } = secret;
  const { KeyState = 'Enabled', isAllowed = true } = kmsKeys.get(KmsKeyId ?? '') ?? {};
  const isKeyRefused = (KmsKeyId ?? null) !== secrets.kmsKeyId || KeyState !== 'Enabled' || !isAllowed;
  return isKeyRefused || [PrimaryRegion, RotationEnabled, OwningService, ResourcePolicy].some(Boolean);
}
