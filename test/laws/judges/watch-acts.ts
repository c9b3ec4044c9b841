import { differenceInDays } from 'date-fns/differenceInDays';
import { secretNameOf } from '../../../lib/model/secret-state.ts';
import type { Account, Call, User } from '../../../sandbox/account/account.ts';
import { storedIds } from './losses.ts';

/** The days that an owner must have been told of a replacement: deactivate.from − create.to of the defaults. */
const overlapDays = 10;

/**
 * Looks at what each call did to keys at the moment it was done, whether its answer arrived or not, and writes down
 * what must not be. Hooks itself around what is hooked into the account already; `told` outlasts the sweep.
 */
export function watchActs(account: Account, told: Map<string, Date[]>, violations: string[]): void {
  const usual = account.intercept ?? ((_, serve) => serve());
  account.intercept = (call, serve) =>
    usual(call, () => {
      const user = account.users.get(call.UserName ?? '');
      const answer = serve();
      if (!user) return answer;
      if (call.operation === 'sns:Publish')
        told.set(user.UserName, [...(told.get(user.UserName) ?? []), call.at]);
      violations.push(
        ...wrongsOf(call, user, account, told).map((what) => `${call.at.toISOString()} ${what}`),
      );
      return answer;
    });
}

function wrongsOf(call: Call, user: User, account: Account, told: Map<string, Date[]>): string[] {
  const id = call.AccessKeyId ?? '';
  const isDeleted = call.operation === 'iam:DeleteAccessKey';
  const isDeactivated = call.operation === 'iam:UpdateAccessKey' && call.Status === 'Inactive';
  if (!isDeleted && !isDeactivated) return [];
  const stored = storedIds({ secrets: secretsOf(user, account), minted: account.minted });
  const active = user.keys.filter(({ Status }) => Status === 'Active');
  const isServed = active.some((key) => !key.isMinted || stored.has(key.AccessKeyId));
  const newest = active.at(-1)?.CreateDate ?? call.at;
  const isTold = told
    .get(user.UserName)
    ?.some((at) => at >= newest && differenceInDays(call.at, at) >= overlapDays);
  const wasActive = account.minted.get(id)?.key.Status === 'Active';
  return [
    ...(isServed ? [] : [`${user.UserName} was locked out: ${id} was its last Active key`]),
    ...(isDeleted && wasActive && stored.has(id)
      ? [`${id} of ${user.UserName} was deleted while Active`]
      : []),
    ...(isDeactivated && !isTold
      ? [`${id} of ${user.UserName} was deactivated before its owner was told for ${overlapDays} days`]
      : []),
    ...(isDeactivated && user.uses === 'newest' && user.inUse === id
      ? [`${id} of ${user.UserName} was deactivated in use`]
      : []),
  ];
}

/** The user's own secret; to look through all of them at each act would take hours in a big account. */
function secretsOf({ UserName }: User, { secrets }: Account): Account['secrets'] {
  const own = secrets.get(secretNameOf('iam-access-keys/', UserName));
  return new Map(own ? [[own.Name, own]] : []);
}
