import type { Account } from '../account/account.ts';
import type { WireCall } from '../wire/request.ts';
import { signerOf } from '../wire/signature.ts';

/** The name of the user that a call is about: named, or whose key, secret, notice or signature it is. */
export function whose(account: Account, { input, request }: WireCall): string | undefined {
  const { UserName, AccessKeyId, SecretId, Name, MessageAttributes } = input as Record<string, string>;
  if (UserName) return UserName;
  const keyId = AccessKeyId ?? signerOf(request)?.AccessKeyId ?? '';
  return (
    account.minted.get(keyId)?.user.UserName ??
    ownerOf(account, SecretId ?? Name ?? '') ??
    namedIn(MessageAttributes)
  );
}

/** A secret's name ends with its user's, in which a `,` is written as `/` (DESIGN §4); its ARN has six letters more. */
function ownerOf({ users }: Account, secretId: string): string | undefined {
  const secretName = secretId.startsWith('arn:') ? secretId.slice(0, -'-suffix'.length) : secretId;
  const ends = Array.from(secretName, (_, from) => secretName.slice(from).replaceAll('/', ','));
  return ends.find((end) => users.has(end));
}

function namedIn(attributes: unknown): string | undefined {
  if (!Array.isArray(attributes)) return undefined;
  return attributes.find(({ Name }) => Name === 'userName')?.Value.StringValue;
}
