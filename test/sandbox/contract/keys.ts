import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  type StatusType,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { type Asked, accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';
import { keyIds } from './scene.ts';

const list =
  (UserName: string) =>
  async ({ iam }: Asked) => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.map((key) => [key.UserName, key.AccessKeyId, key.Status, key.CreateDate?.toISOString()].join(' ')).join();
  };
const listUnknown = ask(({ iam }) => iam.send(new ListAccessKeysCommand({ UserName: 'nobody' })));
const create = (UserName: string) => ask(({ iam }) => iam.send(new CreateAccessKeyCommand({ UserName })));
const update = (UserName: string, AccessKeyId: string, Status: string) =>
  ask(({ iam }) => iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: Status as StatusType })));
const remove = (UserName: string, AccessKeyId: string) => ask(({ iam }) => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));

async function created({ iam }: Asked): Promise<string> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const { UserName, AccessKeyId = '', Status, SecretAccessKey, CreateDate } = AccessKey ?? {};
  const id = AccessKeyId.replace(/^AKIA[A-Z2-7]{16}$/, 'an id');
  const secret = `${SecretAccessKey?.length} characters`;
  return [UserName, id, Status, secret, CreateDate?.toISOString().slice(0, 19)].join(', ');
}

async function dateOfNewKey(one: Asked): Promise<string> {
  await create('dora')(one);
  return (await list('dora')(one)).split(' ').at(-1) ?? '';
}

const lastUsed =
  (AccessKeyId: string) =>
  async ({ iam }: Asked) => {
    const { UserName, AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed ?? {};
    return [UserName, LastUsedDate?.toISOString() ?? 'never', ServiceName, Region].join(' ');
  };
const lastUsedAtAll = (AccessKeyId: string) => ask(({ iam }) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));

const { alice, bob, bobInactive, unknown } = keyIds;
const noSuchEntity = 'NoSuchEntityException 404';
const full = 'LimitExceededException 409';
const active = `bob ${bob} Active 2026-02-22T06:00:00.000Z`;
const inactive = `bob ${bobInactive} Inactive 2025-11-24T06:00:00.000Z`;
const deactivated = active.replace('Active', 'Inactive');
const activated = inactive.replace('Inactive', 'Active');
const activate = inTurn(update('bob', bobInactive, 'Active'), list('bob'));
const deactivate = update('alice', alice, 'Inactive');
const replaceOne = inTurn(remove('bob', bobInactive), create('bob'));

const fraction = wrong('2026-03-03T06:00:00.250Z', 'AWS CLI Command Reference, list-access-keys, Output');
const anyStatus = wrong(accepted, 'IAM API Reference, UpdateAccessKey, Status: Active or Inactive');

export const keys: readonly Row[] = [
  ...rowsOf('ListAccessKeys', [
    ['two keys', list('bob'), `${active},${inactive}`],
    ['no key', list('dora'), ''],
    ['no such user', listUnknown, noSuchEntity],
  ]),
  ...rowsOf('CreateAccessKey', [
    ['one key, the answer', created, 'alice, an id, Active, 40 characters, 2026-03-03T06:00:00'],
    ['no key, the date in the list', dateOfNewKey, '2026-03-03T06:00:00.000Z', fraction],
    ['every character that a user name may have', create('c,a+r=o.l@e_-'), accepted],
    ['two keys, one of them Inactive', create('bob'), full],
    ['one of two keys deleted', replaceOne, accepted],
    ['one of two keys deleted, and two created', inTurn(replaceOne, create('bob')), full],
    ['no such user', create('nobody'), noSuchEntity],
  ]),
  ...rowsOf('UpdateAccessKey', [
    ['Inactive, twice', inTurn(deactivate, deactivate), accepted],
    ['Inactive, the list', inTurn(update('bob', bob, 'Inactive'), list('bob')), `${deactivated},${inactive}`],
    ['Active again, the list', activate, `${active},${activated}`],
    ['a status that does not exist', update('alice', alice, 'Paused'), 'ValidationError 400', anyStatus],
    ['no such key', update('alice', unknown, 'Inactive'), noSuchEntity],
    ["another user's key", update('alice', bob, 'Active'), noSuchEntity],
    ['no such user', update('nobody', bob, 'Active'), noSuchEntity],
  ]),
  ...rowsOf('DeleteAccessKey', [
    ['a key, twice', inTurn(remove('alice', alice), remove('alice', alice)), noSuchEntity],
    ['a key, the list', inTurn(remove('bob', bob), list('bob')), inactive],
    ["another user's key", remove('alice', bob), noSuchEntity],
    ['no such user', remove('nobody', bob), noSuchEntity],
  ]),
  ...rowsOf('GetAccessKeyLastUsed', [
    ['no use', lastUsed(alice), 'alice never N/A N/A'],
    ['a use', lastUsed(bob), 'bob 2026-03-01T10:00:00.000Z s3 us-east-1'],
    ['no such key', lastUsedAtAll(unknown), noSuchEntity],
    ['a deleted key', inTurn(remove('bob', bob), lastUsedAtAll(bob)), noSuchEntity],
  ]),
];
