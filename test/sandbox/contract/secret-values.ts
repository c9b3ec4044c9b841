import { GetSecretValueCommand, type GetSecretValueRequest } from '@aws-sdk/client-secrets-manager';
import { secretAccessKeyFor } from '../../../sandbox/account/ids.ts';
import { versionId } from '../secrets.ts';
import { type Asked, ask, type Row, rowsOf, wrong } from './row.ts';
import { shortId } from './versions.ts';

type Which = Partial<GetSecretValueRequest>;

const send = (which: Which) => new GetSecretValueCommand({ SecretId: 'demo', ...which });

/** The version with its labels and the key in its value, as `v3=AWSCURRENT v3`. */
const value =
  (which: Which = {}) =>
  async ({ secrets }: Asked) => {
    const { VersionId, VersionStages = [], SecretString = '' } = await secrets.send(send(which));
    const { AccessKeyId, SecretAccessKey } = JSON.parse(SecretString) as Record<string, string>;
    const isWhole = SecretAccessKey === secretAccessKeyFor(AccessKeyId ?? '');
    return [`${shortId(VersionId)}=${VersionStages.join('+')}`, isWhole ? AccessKeyId : 'another secret'].join(' ');
  };
const get = (which: Which) => ask(({ secrets }) => secrets.send(send(which)));

const page = 'Secrets Manager API Reference, GetSecretValue';
const missing = 'ResourceNotFoundException 400';
const status = wrong('ResourceNotFoundException 404', `${page}, Errors: status of ResourceNotFoundException`);
const mismatch = wrong('InvalidRequestException 404', `${page}, Errors: status of InvalidRequestException`);
const pending = { VersionStage: 'AWSPENDING' };
const byId = (short: string, more: Which = {}) => ({ VersionId: versionId(short), ...more });

export const secretValues: readonly Row[] = rowsOf('GetSecretValue', [
  ['a name', value(), 'v3=AWSCURRENT v3'],
  ['a label', value(pending), 'v4=AWSPENDING v4'],
  ['a version', value(byId('v2')), 'v2=AWSPREVIOUS v2'],
  ['a version without a label', value(byId('v1')), 'v1= v1'],
  ['a version and its label', value(byId('v4', pending)), 'v4=AWSPENDING v4'],
  ['a version and the label of another', get(byId('v3', pending)), 'InvalidRequestException 400', mismatch],
  ['a label that no version has', get({ VersionStage: 'AWSNONE' }), missing, status],
  ['a version that is not there', get(byId('v9')), missing, status],
  ['a secret without a version', get({ SecretId: 'empty' }), missing, status],
  ['a secret scheduled for deletion', get({ SecretId: 'doomed' }), 'InvalidRequestException 400'],
  ['no such secret', get({ SecretId: 'other' }), missing, status],
]);
