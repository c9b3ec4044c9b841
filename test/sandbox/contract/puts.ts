import { PutSecretValueCommand, type PutSecretValueRequest } from '@aws-sdk/client-secrets-manager';
import { versionId } from '../secrets.ts';
import { type Asked, accepted, ask, type Row, rowsOf, wrong } from './row.ts';
import { labels, shortId } from './versions.ts';

type Put = { to?: string; id?: string; value?: string | undefined; stages?: string[] };

const command = ({ to = 'demo', id = versionId('v5'), stages, ...more }: Put) => {
  const SecretString = 'value' in more ? more.value : 'a value';
  const input: PutSecretValueRequest = { SecretId: to, ClientRequestToken: id, SecretString };
  return new PutSecretValueCommand(stages ? { ...input, VersionStages: stages } : input);
};

const put = (what: Put) => ask(({ secrets }) => secrets.send(command(what)));

/** Puts, and tells which versions there are then. Each answer must tell the labels that its version then has. */
const stored =
  (...puts: Put[]) =>
  async (one: Asked) => {
    let versions = '';
    for (const what of puts) {
      const { VersionId, VersionStages = [] } = await one.secrets.send(command(what));
      versions = await labels(what.to)(one);
      const told = `${shortId(VersionId)}=${VersionStages.toSorted().join('+')}`;
      if (!versions.split(' ').includes(told)) return `told ${told}, but there is ${versions}`;
    }
    return versions;
  };

const pending = { stages: ['AWSPENDING'] };
const ids = { v3: versionId('v3'), v4: versionId('v4'), v6: versionId('v6') };
const long = (size: number) => 'x'.repeat(size);
const invalid = 'InvalidParameterException 400';
const doomed = 'InvalidRequestException 400';
const missing = 'ResourceNotFoundException 400';
const exists = 'ResourceExistsException 400';
const page = 'Secrets Manager API Reference, PutSecretValue';
const overwritten = wrong(accepted, `${page}, ClientRequestToken`);
const written = wrong(accepted, `${page}, Errors: InvalidRequestException`);
const status = wrong('ResourceNotFoundException 404', `${page}, Errors: status of ResourceNotFoundException`);
const code = wrong(doomed, `${page}, Errors: InvalidParameterException`);
const size = `${page}, SecretString: 1 to 65,536 bytes`;

const stages = `${page}, VersionStages: 1 to 20 items`;
const labelled = (count: number) => Array.from({ length: count }, (_, n) => `label-${n}`);

/** Puts a version, two others that take its labels, and the first once more. */
async function toldAgain({ secrets }: Asked): Promise<string> {
  for (const id of ['v5', 'v6', 'v7']) await secrets.send(command({ id: versionId(id) }));
  const { VersionStages } = await secrets.send(command({}));
  return `accepted, ${VersionStages?.join('+') ?? 'no labels'}`;
}

const pendingAgain = put({ id: ids.v4, value: 'another', ...pending });
const again = stored({}, { id: ids.v6 }, {});
const v3Current = 'v1= v2=AWSPREVIOUS v3=AWSCURRENT';
const v5Current = 'v1= v2= v3=AWSPREVIOUS v4=AWSPENDING v5=AWSCURRENT';
const v6Current = 'v1= v2= v3= v4=AWSPENDING v5=AWSPREVIOUS v6=AWSCURRENT';

export const puts: readonly Row[] = rowsOf('PutSecretValue', [
  ['a first version as AWSPENDING', stored({ to: 'empty', ...pending }), 'v5=AWSCURRENT+AWSPENDING'],
  ['a later version as AWSPENDING', stored(pending), `${v3Current} v4= v5=AWSPENDING`],
  ['no stages', stored({}), v5Current],
  ['a token again', stored(pending, pending), `${v3Current} v4= v5=AWSPENDING`],
  ['a token again, its label on a newer version', again, v6Current],
  ['a token again with another value', put({ id: ids.v3, value: 'another' }), exists],
  ['a pending token with another value', pendingAgain, exists, overwritten],
  ['a secret scheduled for deletion', put({ to: 'doomed' }), doomed, written],
  ['no such secret', put({ to: 'nothing' }), missing, status],
  ['a token of 31 characters', put({ id: long(31) }), invalid],
  ['a token of 32 characters', put({ id: long(32) }), accepted],
  ['a token of 64 characters', put({ id: long(64) }), accepted],
  ['a token of 65 characters', put({ id: long(65) }), invalid],
  ['20 labels', put({ stages: labelled(20) }), accepted],
  ['21 labels', put({ stages: labelled(21) }), invalid, wrong(accepted, stages)],
  ['an empty list of labels', put({ stages: [] }), invalid, wrong(accepted, stages)],
  ['a token again, its label gone', toldAgain, 'accepted, no labels', wrong('accepted, ', stages)],
  ['no value', put({ value: undefined }), doomed],
  ['an empty value', put({ value: '' }), invalid, code],
  ['a value of 65,536 bytes', put({ value: long(65_536) }), accepted],
  ['a value of 65,537 bytes', put({ value: long(65_537) }), invalid, wrong(accepted, size)],
]);
