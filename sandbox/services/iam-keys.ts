import { addSeconds } from 'date-fns/addSeconds';
import { startOfSecond } from 'date-fns/startOfSecond';
import type { Account } from '../account/account.ts';
import { nextKeyId, secretAccessKeyFor } from '../account/ids.ts';
import { shownUse } from '../account/key-uses.ts';
import type { Key } from '../account/user.ts';
import { userNamed } from './iam-users.ts';
import { pageByMarker } from './page.ts';
import { ServiceError } from './service-error.ts';

type Input = { UserName?: string; AccessKeyId?: string; Status?: string; Marker?: string; MaxItems?: string };

/** For `listLagSeconds` a new key is not listed yet and a deleted key is still listed. */
export function listAccessKeys(account: Account, input: Input) {
  const user = userNamed(account, input);
  const now = account.clock.now();
  const shown = [
    ...user.keys.filter(({ listedFrom }) => listedFrom <= now),
    ...(user.deleted ?? []).filter(({ listedUntil }) => listedUntil && listedUntil > now),
  ];
  const { items, ...more } = pageByMarker(shown, input, account.settings.pageSize);
  return {
    AccessKeyMetadata: items.map(({ AccessKeyId, Status, CreateDate }) => ({
      UserName: user.UserName,
      AccessKeyId,
      Status,
      CreateDate,
    })),
    ...more,
  };
}

/**
 * A user may have two keys, Inactive ones included (IAM User Guide, "IAM and AWS STS quotas"). CreateDate has whole
 * seconds (AWS CLI Command Reference, list-access-keys, Output).
 */
export function createAccessKey(account: Account, input: Input) {
  const user = userNamed(account, input);
  if (user.keys.length >= account.settings.keysPerUser) {
    throw new ServiceError('LimitExceeded', 409, 'Cannot exceed quota for AccessKeysPerUser: 2');
  }
  const now = account.clock.now();
  const AccessKeyId = nextKeyId(account);
  const key: Key = {
    AccessKeyId,
    SecretAccessKey: secretAccessKeyFor(AccessKeyId),
    Status: 'Active',
    isMinted: true,
    CreateDate: startOfSecond(now),
    worksFrom: addSeconds(now, account.settings.propagationSeconds),
    listedFrom: addSeconds(now, account.settings.listLagSeconds),
  };
  user.keys.push(key);
  account.minted.set(AccessKeyId, { key, user });
  const { SecretAccessKey, Status, CreateDate } = key;
  return { AccessKey: { UserName: user.UserName, AccessKeyId, Status, SecretAccessKey, CreateDate } };
}

/** The status must be Active or Inactive (IAM API Reference, UpdateAccessKey). */
export function updateAccessKey(account: Account, input: Input) {
  if (input.Status !== 'Active' && input.Status !== 'Inactive') {
    throw new ServiceError('ValidationError', 400, 'Status must be Active or Inactive');
  }
  keyNamed(account, input).Status = input.Status;
  return {};
}

/** The key stops working at once. Lists show it for `listLagSeconds` more. */
export function deleteAccessKey(account: Account, input: Input) {
  const key = keyNamed(account, input);
  const user = userNamed(account, input);
  key.listedUntil = addSeconds(account.clock.now(), account.settings.listLagSeconds);
  user.keys = user.keys.filter((other) => other !== key);
  user.deleted = [...(user.deleted ?? []), key];
  return {};
}

/**
 * Without a use there is no LastUsedDate, and service and region are N/A (IAM API Reference, AccessKeyLastUsed). That an
 * unknown key gives NoSuchEntity is on no page of AWS; moto answers the same. For `lastUseLagHours` a use is not shown yet.
 */
export function getAccessKeyLastUsed(account: Account, { AccessKeyId = '' }: Input) {
  const found = account.minted.get(AccessKeyId);
  if (!found || found.key.listedUntil) {
    throw new ServiceError('NoSuchEntity', 404, `The Access Key with id ${AccessKeyId} cannot be found.`);
  }
  const lastUse = shownUse(account, found.key);
  return {
    UserName: found.user.UserName,
    AccessKeyLastUsed: {
      ...(lastUse && { LastUsedDate: lastUse.at }),
      ServiceName: lastUse?.service ?? 'N/A',
      Region: lastUse?.region ?? 'N/A',
    },
  };
}

function keyNamed(account: Account, input: Input): Key {
  const { keys } = userNamed(account, input);
  const key = keys.find(({ AccessKeyId }) => AccessKeyId === input.AccessKeyId);
  if (key) return key;
  throw new ServiceError('NoSuchEntity', 404, `The Access Key with id ${input.AccessKeyId} cannot be found.`);
}
