import { ListAccessKeysCommand, ListUsersCommand, ListUserTagsCommand, paginateListUsers } from '@aws-sdk/client-iam';
import {
  ListSecretsCommand,
  type ListSecretsRequest,
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsRequest,
  paginateListSecrets,
  paginateListSecretVersionIds,
} from '@aws-sdk/client-secrets-manager';
import { type Asked, accepted, ask, type Row, rowsOf, wrong } from './row.ts';

type Input = { MaxItems?: number; Marker?: string };
type List = (input: Input) => (one: Asked) => Promise<{ IsTruncated?: boolean | undefined }>;

const allUsers: List =
  (input) =>
  ({ iam }) =>
    iam.send(new ListUsersCommand(input));
const bobsKeys: List =
  (input) =>
  ({ iam }) =>
    iam.send(new ListAccessKeysCommand({ UserName: 'bob', ...input }));
const dorasTags: List =
  (input) =>
  ({ iam }) =>
    iam.send(new ListUserTagsCommand({ UserName: 'dora', ...input }));

/** Every list of IAM that comes in pages, and how many items it has. */
const lists: [call: string, items: number, list: List][] = [
  ['ListUsers', 4, allUsers],
  ['ListAccessKeys', 2, bobsKeys],
  ['ListUserTags', 50, dorasTags],
];

const truncation = (list: List, MaxItems: number) => async (one: Asked) =>
  (await list({ MaxItems })(one)).IsTruncated ? 'truncated' : 'whole';

async function userPages({ iam: client }: Asked): Promise<string> {
  const sizes: number[] = [];
  for await (const { Users = [] } of paginateListUsers({ client }, { MaxItems: 3 })) sizes.push(Users.length);
  return sizes.join('+');
}

async function versionPages({ secrets: client }: Asked): Promise<string> {
  const sizes: number[] = [];
  const input = { SecretId: 'demo', IncludeDeprecated: true, MaxResults: 3 };
  for await (const { Versions = [] } of paginateListSecretVersionIds({ client }, input)) sizes.push(Versions.length);
  return sizes.join('+');
}

async function secretPages({ secrets: client }: Asked): Promise<string> {
  const sizes: number[] = [];
  const input = { IncludePlannedDeletion: true, MaxResults: 4 };
  for await (const { SecretList = [] } of paginateListSecrets({ client }, input)) sizes.push(SecretList.length);
  return sizes.join('+');
}

const listed = (input: ListSecretsRequest) => ask(({ secrets }) => secrets.send(new ListSecretsCommand(input)));

const versions = (input: Partial<ListSecretVersionIdsRequest>) =>
  ask(({ secrets }) => secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'demo', ...input })));

const invalid = 'ValidationError 400';
const noNumber = 'InvalidParameterException 400';
const noToken = 'InvalidNextTokenException 400';
const iamPage = 'Request Parameters: MaxItems 1 to 1,000, Marker of the last page';
const page = 'Secrets Manager API Reference, ListSecretVersionIds, Request Parameters and Errors';
const ignored = wrong(accepted, page);
const secretsPage = 'Secrets Manager API Reference, ListSecrets, Request Parameters and Errors';
const unchecked = wrong(accepted, secretsPage);

export const pages: readonly Row[] = [
  ...lists.flatMap(([call, items, list]) => {
    const motoIgnores = (answers: string) => wrong(answers, `IAM API Reference, ${call}, ${iamPage}`);
    return rowsOf(call, [
      ['pages that hold one item too few', truncation(list, items - 1), 'truncated', motoIgnores('whole')],
      ['pages that hold all items', truncation(list, items), 'whole'],
      ['MaxItems 1', ask(list({ MaxItems: 1 })), accepted],
      ['MaxItems 1000', ask(list({ MaxItems: 1000 })), accepted],
      ['MaxItems 1001', ask(list({ MaxItems: 1001 })), invalid, motoIgnores(accepted)],
      ['MaxItems 0', ask(list({ MaxItems: 0 })), invalid, motoIgnores(accepted)],
      ['a Marker that no page gave', ask(list({ Marker: 'next' })), invalid, motoIgnores(accepted)],
    ]);
  }),
  ...rowsOf('ListUsers', [['4 users and pages of 3', userPages, '3+1', wrong('4', `IAM API Reference, ${iamPage}`)]]),
  ...rowsOf('ListSecrets', [
    ['7 secrets and pages of 4', secretPages, '4+3'],
    ['MaxResults 1', listed({ MaxResults: 1 }), accepted],
    ['MaxResults 100', listed({ MaxResults: 100 }), accepted],
    ['MaxResults 101', listed({ MaxResults: 101 }), noNumber, unchecked],
    ['MaxResults 0', listed({ MaxResults: 0 }), noNumber, unchecked],
    ['a NextToken that no page gave', listed({ NextToken: 'next' }), noToken, wrong('SyntaxError 500', secretsPage)],
  ]),
  ...rowsOf('ListSecretVersionIds', [
    ['4 versions and pages of 3', versionPages, '3+1', wrong('4', page)],
    ['MaxResults 1', versions({ MaxResults: 1 }), accepted],
    ['MaxResults 100', versions({ MaxResults: 100 }), accepted],
    ['MaxResults 101', versions({ MaxResults: 101 }), noNumber, ignored],
    ['MaxResults 0', versions({ MaxResults: 0 }), noNumber, ignored],
    ['a NextToken that no page gave', versions({ NextToken: 'next' }), noToken, ignored],
  ]),
];
