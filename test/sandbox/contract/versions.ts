import { ListSecretVersionIdsCommand } from '@aws-sdk/client-secrets-manager';
import { type Asked, ask, type Row, rowsOf, wrong } from './row.ts';

/** Every version of a secret with its labels, deprecated ones too, as `v1= v2=AWSCURRENT`. */
export const labels =
  (SecretId = 'demo', IncludeDeprecated = true) =>
  async ({ secrets }: Asked) => {
    const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }));
    return Versions.map(({ VersionId, VersionStages = [] }) => `${shortId(VersionId)}=${VersionStages.toSorted().join('+')}`).join(' ');
  };

/** The short name of a version id that `versionId` made. */
export const shortId = (id = '') => id.replace(/^0*version-/, '');

async function dates({ secrets }: Asked): Promise<string> {
  const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'old' }));
  return Versions.map(({ CreatedDate }) => CreatedDate?.toISOString()).join();
}

async function deprecated({ secrets }: Asked): Promise<string> {
  const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'demo', IncludeDeprecated: true }));
  return JSON.stringify(Versions.find(({ VersionId }) => shortId(VersionId) === 'v1')?.VersionStages ?? 'no labels');
}

const missing = ask(({ secrets }) => secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'nothing' })));
const all = 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING';
const labelled = all.slice('v1= '.length);
const reference = 'Secrets Manager API Reference';
const page = `${reference}, ListSecretVersionIds, Request Parameters and Errors`;
const now = wrong('2026-03-03T06:00:00.000Z', `${reference}, SecretVersionsListEntry, CreatedDate`);

export const versions: readonly Row[] = rowsOf('ListSecretVersionIds', [
  ['deprecated versions wanted', labels('demo'), all],
  ['deprecated versions not wanted', labels('demo', false), labelled, wrong(all, page)],
  ['a deprecated version, its labels', deprecated, '"no labels"', wrong('[]', `${reference}, SecretVersionsListEntry, VersionStages`)],
  ['no version', labels('empty'), ''],
  ['a secret scheduled for deletion', labels('doomed'), 'v1=AWSCURRENT'],
  ['a version of a month ago, its date', dates, '2026-02-03T06:00:00.250Z', now],
  ['no such secret', missing, 'ResourceNotFoundException 400', wrong('SyntaxError 500', page)],
]);
