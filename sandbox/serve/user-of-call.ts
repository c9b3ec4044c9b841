import type { Account } from '../account/account.ts';
import type { User } from '../account/user.ts';
import type { WireCall } from '../wire/request.ts';
import { signerOf } from '../wire/signature.ts';

/**
 * Returns the name of the user that a call concerns: named in it, or the owner of its key, secret, notice or signature.
 * Undefined if it concerns no user.
 */
export function userNameOf(account: Account, { input, request }: WireCall): string | undefined {
  const { UserName, AccessKeyId, SecretId, Name, MessageAttributes } = input as Record<string, string>;
  if (UserName) return UserName;
  const keyId = AccessKeyId ?? signerOf(request)?.AccessKeyId ?? '';
  return (
    account.minted.get(keyId)?.user.UserName ??
    namedIn(MessageAttributes) ??
    ownerOf(account, SecretId ?? Name)
  );
}

/**
 * The secret that a user's tag names is that user's, whatever the user is called by now. Otherwise the name of a user's
 * secret ends with the user's name, in which `/` stands for `,`. An ARN has `-` and six characters more.
 */
function ownerOf({ users }: Account, secretId: string | undefined): string | undefined {
  if (!secretId) return undefined;
  const pointsThere = ({ tags }: User) =>
    tags.get('access-key-sweeper:secret:arn')?.Value.startsWith(`${secretId} `);
  const secretName = secretId.startsWith('arn:') ? secretId.slice(0, -'-suffix'.length) : secretId;
  const ends = Array.from(secretName, (_, from) => secretName.slice(from).replaceAll('/', ','));
  const namesake = ends.map((end) => users.get(end)).find((user) => user !== undefined);
  // First the likely one: to look through all users at each call would take long in a large account.
  if (namesake && pointsThere(namesake)) return namesake.UserName;
  return ([...users.values()].find(pointsThere) ?? namesake)?.UserName;
}

function namedIn(attributes: unknown): string | undefined {
  if (!Array.isArray(attributes)) return undefined;
  return attributes.find(({ Name }) => Name === 'userName')?.Value.StringValue;
}
