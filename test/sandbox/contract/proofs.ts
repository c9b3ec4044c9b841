import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  type StatusType,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusal } from '../aws.ts';
import { type Ask, type Asked, accepted, type Row, rowsOf, wrong } from './row.ts';

type Credentials = Parameters<Asked['stsAs']>[0];
type Meddle = (one: Asked, key: Credentials) => Promise<unknown>;
type Tell = (one: Asked, key: Credentials) => Promise<string>;

const UserName = 'c,a+r=o.l@e_-';

const callSts: Meddle = (one, key) => one.stsAs(key).send(new GetCallerIdentityCommand({}));
const prove: Tell = (one, key) => refusal(callSts(one, key));

/** Creates a key for a user with a path, lets something happen to it, and asks STS with it. */
const afterwards =
  (meddle: Meddle, tell = prove): Ask =>
  async (one) => {
    const { AccessKey } = await one.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const key = { accessKeyId, secretAccessKey };
    await meddle(one, key);
    return tell(one, key);
  };

const nothing: Meddle = async () => {};
const become =
  (...statuses: StatusType[]): Meddle =>
  async ({ iam }, { accessKeyId: AccessKeyId }) => {
    for (const Status of statuses) await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
  };
const remove: Meddle = ({ iam }, { accessKeyId: AccessKeyId }) => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
const forge: Meddle = async (_, key) => {
  key.secretAccessKey = 'another secret';
};

const identity: Tell = async (one, key) => {
  const { Account, Arn, UserId } = await one.stsAs(key).send(new GetCallerIdentityCommand({}));
  return [Account, Arn, UserId].join(' ');
};
const lastUse: Tell = async ({ iam }, { accessKeyId: AccessKeyId }) => {
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed ?? {};
  return [LastUsedDate?.toISOString() ?? 'never', ServiceName, Region].join(' ');
};

const used = '2026-03-03T06:00:00.000Z sts us-east-1';
const carol = `123456789012 arn:aws:iam::123456789012:user/team/eu/${UserName} AIDACAROL0000000001`;
const invalid = 'InvalidClientTokenId 403';
const unchecked = wrong(accepted, 'IAM API Reference, UpdateAccessKey, Status');
const seconds = 'AWS CLI Command Reference, get-access-key-last-used, Output: whole seconds';
const fraction = wrong('2026-03-03T06:00:00.250Z sts us-east-1', seconds);

export const proofs: readonly Row[] = rowsOf('GetCallerIdentity', [
  ['a new key', afterwards(nothing, identity), carol, { trusted: 1 }],
  ['a new key, its last use', afterwards(callSts, lastUse), used, fraction],
  ['an Inactive key', afterwards(become('Inactive')), invalid, { trusted: 2, ...unchecked }],
  ['a key Active again', afterwards(become('Inactive', 'Active')), accepted, { trusted: 3 }],
  ['a deleted key', afterwards(remove), invalid, { trusted: 2 }],
  ['a key with the secret of another', afterwards(forge), 'SignatureDoesNotMatch 403', { trusted: 1 }],
]);
