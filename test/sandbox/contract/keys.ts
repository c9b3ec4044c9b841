import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  ListAccessKeysCommand,
  type ListAccessKeysRequest,
  type StatusType,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';
import { keyIds } from './scene.ts';

const list =
  (input: ListAccessKeysRequest) =>
  async ({ iam }: Asked) => {
    const { AccessKeyMetadata = [], IsTruncated } = await iam.send(new ListAccessKeysCommand(input));
    const found = AccessKeyMetadata.map((key) =>
      [key.UserName, key.AccessKeyId, key.Status, key.CreateDate?.toISOString()].join(' '),
    );
    return found.join() + (IsTruncated ? ' …' : '');
  };

const create =
  (UserName: string) =>
  ({ iam }: Asked) =>
    refusal(iam.send(new CreateAccessKeyCommand({ UserName })));

const update =
  (UserName: string, AccessKeyId: string, Status: string) =>
  ({ iam }: Asked) =>
    refusal(iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: Status as StatusType })));

const remove =
  (UserName: string, AccessKeyId: string) =>
  ({ iam }: Asked) =>
    refusal(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));

async function created({ iam }: Asked): Promise<string> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const { UserName, AccessKeyId = '', Status, SecretAccessKey, CreateDate } = AccessKey ?? {};
  const id = AccessKeyId.replace(/^AKIA[A-Z2-7]{16}$/, 'an id');
  return [
    UserName,
    id,
    Status,
    `${SecretAccessKey?.length} characters`,
    CreateDate?.toISOString().slice(0, 19),
  ].join(', ');
}

const both = (first: Row['ask'], second: Row['ask']) => async (one: Asked) =>
  [await first(one), await second(one)].join(', then ');

const { alice, bob, bobInactive, unknown } = keyIds;
const noSuchEntity = 'NoSuchEntityException 404';
const full = 'LimitExceededException 409';
const paging = 'IAM API Reference, ListAccessKeys, Request Parameters: MaxItems 1 to 1,000';
const bobsKeys = [
  `bob ${bob} Active 2026-02-22T06:00:00.000Z`,
  `bob ${bobInactive} Inactive 2025-11-24T06:00:00.000Z`,
];

export const keys: readonly Row[] = [
  { call: 'ListAccessKeys', given: 'two keys', ask: list({ UserName: 'bob' }), aws: bobsKeys.join() },
  { call: 'ListAccessKeys', given: 'no key', ask: list({ UserName: 'dora' }), aws: '' },
  {
    call: 'ListAccessKeys',
    given: 'two keys and pages of one',
    ask: list({ UserName: 'bob', MaxItems: 1 }),
    aws: `${bobsKeys[0]} …`,
    moto: { answers: bobsKeys.join(), page: paging },
  },
  {
    call: 'ListAccessKeys',
    given: 'no such user',
    ask: ({ iam }) => refusal(iam.send(new ListAccessKeysCommand({ UserName: 'nobody' }))),
    aws: noSuchEntity,
  },
  {
    call: 'CreateAccessKey',
    given: 'one key, what it answers',
    ask: created,
    aws: 'alice, an id, Active, 40 characters, 2026-03-03T06:00:00',
  },
  {
    call: 'CreateAccessKey',
    given: 'no key, as it is listed: its date has whole seconds',
    ask: both(create('dora'), async (one) => (await list({ UserName: 'dora' })(one)).split(' ').at(-1) ?? ''),
    aws: 'accepted, then 2026-03-03T06:00:00.000Z',
    moto: {
      answers: 'accepted, then 2026-03-03T06:00:00.250Z',
      page: 'AWS CLI Command Reference, list-access-keys, Output',
    },
  },
  {
    call: 'CreateAccessKey',
    given: 'a path and signs in a name',
    ask: create('c,a+r=o.l@e_-'),
    aws: 'accepted',
  },
  { call: 'CreateAccessKey', given: 'two keys, one of them Inactive', ask: create('bob'), aws: full },
  {
    call: 'CreateAccessKey',
    given: 'a place that was made free',
    ask: both(remove('bob', bobInactive), create('bob')),
    aws: 'accepted, then accepted',
  },
  { call: 'CreateAccessKey', given: 'no such user', ask: create('nobody'), aws: noSuchEntity },
  {
    call: 'UpdateAccessKey',
    given: 'Inactive, twice',
    ask: both(update('alice', alice, 'Inactive'), update('alice', alice, 'Inactive')),
    aws: 'accepted, then accepted',
  },
  {
    call: 'UpdateAccessKey',
    given: 'Active again, as it is listed',
    ask: both(update('bob', bobInactive, 'Active'), list({ UserName: 'bob' })),
    aws: `accepted, then ${bobsKeys.join().replace('Inactive', 'Active')}`,
  },
  {
    call: 'UpdateAccessKey',
    given: 'another word than Active and Inactive',
    ask: update('alice', alice, 'Paused'),
    aws: 'ValidationError 400',
    moto: { answers: 'accepted', page: 'IAM API Reference, UpdateAccessKey, Status: Active or Inactive' },
  },
  {
    call: 'UpdateAccessKey',
    given: 'no such key',
    ask: update('alice', unknown, 'Inactive'),
    aws: noSuchEntity,
  },
  {
    call: 'UpdateAccessKey',
    given: "another user's key",
    ask: update('alice', bob, 'Active'),
    aws: noSuchEntity,
  },
  { call: 'UpdateAccessKey', given: 'no such user', ask: update('nobody', bob, 'Active'), aws: noSuchEntity },
  {
    call: 'DeleteAccessKey',
    given: 'a key, twice',
    ask: both(remove('alice', alice), remove('alice', alice)),
    aws: `accepted, then ${noSuchEntity}`,
  },
  {
    call: 'DeleteAccessKey',
    given: 'a key, as it is listed',
    ask: both(remove('bob', bob), list({ UserName: 'bob' })),
    aws: `accepted, then ${bobsKeys[1]}`,
  },
  { call: 'DeleteAccessKey', given: "another user's key", ask: remove('alice', bob), aws: noSuchEntity },
  { call: 'DeleteAccessKey', given: 'no such user', ask: remove('nobody', bob), aws: noSuchEntity },
];
