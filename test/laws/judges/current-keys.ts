import type { Account } from '../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../sandbox/account/ids.ts';
import { secretWithArn } from '../../../sandbox/account/secret.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { pointedArn } from './tags.ts';

/** By ARN of a secret, the id of the user's Active key that whoever fetches it gets. */
export type CurrentKeys = ReadonlyMap<string, string>;

/**
 * Returns a function that returns what consumers of a user get now: from the secret that its pointer names, and from those that
 * it named before without a break. Who removes the pointer says that they are not the user's.
 */
export function currentKeys(account: Account): (user: User | undefined) => CurrentKeys {
  const pointed = new Map<string, Set<string>>();
  return (user) => {
    if (!user) return new Map();
    const arn = pointedArn(user);
    const arns = arn ? (pointed.get(user.UserId) ?? new Set()).add(arn) : new Set<string>();
    pointed.set(user.UserId, arns);
    return new Map(
      [...arns].flatMap((one) => {
        const id = currentKeyIn(one, user, account);
        return id ? [[one, id] as const] : [];
      }),
    );
  };
}

/** The id of the user's Active key that is AWSCURRENT in the secret, with its real value. */
function currentKeyIn(arn: string, user: User, { secrets }: Account): string | undefined {
  const secret = secretWithArn(secrets, arn);
  if (!secret || secret.DeletedDate) return undefined;
  const current = [...secret.versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
  const id = current && keyIdIn(current.SecretString);
  const key = user.keys.find(({ AccessKeyId, Status }) => AccessKeyId === id && Status === 'Active');
  return key && current?.SecretString.includes(JSON.stringify(key.SecretAccessKey)) ? id : undefined;
}
