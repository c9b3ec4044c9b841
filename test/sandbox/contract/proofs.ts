import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

type Credentials = Parameters<Asked['stsAs']>[0];
const UserName = 'c,a+r=o.l@e_-';

/** Makes a key for a user with a path, lets something happen to it, and asks STS with it. */
const proof =
  (
    meddle: (one: Asked, key: Credentials) => Promise<unknown>,
    told = (one: Asked, key: Credentials) => refusal(one.stsAs(key).send(new GetCallerIdentityCommand({}))),
  ) =>
  async (one: Asked) => {
    const { AccessKey } = await one.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const key = { accessKeyId, secretAccessKey };
    await meddle(one, key);
    return told(one, key);
  };

async function identity(one: Asked, key: Credentials): Promise<string> {
  const { Account, Arn, UserId } = await one.stsAs(key).send(new GetCallerIdentityCommand({}));
  return [Account, Arn, UserId].join(' ');
}

async function lastUse({ iam }: Asked, { accessKeyId }: Credentials): Promise<string> {
  const input = { AccessKeyId: accessKeyId };
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand(input));
  const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed ?? {};
  return [LastUsedDate?.toISOString() ?? 'never', ServiceName, Region].join(' ');
}

const nothing = async () => {};
const call = 'GetCallerIdentity';
const invalid = 'InvalidClientTokenId 403';

export const proofs: readonly Row[] = [
  {
    call,
    given: "a new key of a user, whose it is: its UserId is the user's",
    ask: proof(nothing, identity),
    trusted: 1,
    aws: `123456789012 arn:aws:iam::123456789012:user/team/eu/${UserName} AIDACAROL0000000001`,
  },
  {
    call,
    given: 'a new key that was used for it, its last use',
    ask: proof((one, key) => one.stsAs(key).send(new GetCallerIdentityCommand({})), lastUse),
    aws: '2026-03-03T06:00:00.000Z sts us-east-1',
    moto: {
      answers: '2026-03-03T06:00:00.250Z sts us-east-1',
      page: 'AWS CLI Command Reference, get-access-key-last-used, Output: whole seconds',
    },
  },
  {
    call,
    given: 'a key that was made Inactive',
    ask: proof(({ iam }, { accessKeyId: AccessKeyId }) =>
      iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' })),
    ),
    trusted: 2,
    aws: invalid,
    moto: { answers: 'accepted', page: 'IAM API Reference, UpdateAccessKey, Status' },
  },
  {
    call,
    given: 'a key that was deleted',
    ask: proof(({ iam }, { accessKeyId: AccessKeyId }) =>
      iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })),
    ),
    trusted: 2,
    aws: invalid,
  },
  {
    call,
    given: 'a key with a secret that is not its own',
    ask: proof(async (_, key) => {
      key.secretAccessKey = 'another secret';
    }),
    trusted: 1,
    aws: 'SignatureDoesNotMatch 403',
  },
];
