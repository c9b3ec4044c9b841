import {
  CancelRotateSecretCommand,
  DeleteSecretCommand,
  type DeleteSecretRequest,
  DescribeSecretCommand,
  RestoreSecretCommand,
  StopReplicationToReplicaCommand,
  TagResourceCommand,
  UpdateSecretCommand,
  type UpdateSecretRequest,
} from '@aws-sdk/client-secrets-manager';
import { versionId } from '../secrets.ts';
import { type Ask, accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';

const remove = (SecretId: string, more: Partial<DeleteSecretRequest> = {}) =>
  ask(({ secrets }) => secrets.send(new DeleteSecretCommand({ SecretId, ...more })));
const restore = (SecretId: string) => ask(({ secrets }) => secrets.send(new RestoreSecretCommand({ SecretId })));
const update = (SecretId: string, more: Partial<UpdateSecretRequest> = {}) =>
  ask(({ secrets }) => secrets.send(new UpdateSecretCommand({ SecretId, ...more })));
const tag = (SecretId: string, Key: string, Value = 'x') =>
  ask(({ secrets }) => secrets.send(new TagResourceCommand({ SecretId, Tags: [{ Key, Value }] })));
const cancel = (SecretId: string) => ask(({ secrets }) => secrets.send(new CancelRotateSecretCommand({ SecretId })));
const stop = (SecretId: string) => ask(({ secrets }) => secrets.send(new StopReplicationToReplicaCommand({ SecretId })));

/** What of a secret these calls change. */
const state =
  (SecretId: string): Ask =>
  async ({ secrets }) => {
    const secret = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const { Description, KmsKeyId, DeletedDate, RotationEnabled, PrimaryRegion, Tags = [], VersionIdsToStages = {} } = secret;
    const current = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
    return [
      Description,
      KmsKeyId,
      DeletedDate && 'deleted',
      RotationEnabled && 'rotated',
      PrimaryRegion,
      ...Tags.slice(1).map(({ Key, Value }) => `${Key}=${Value}`),
      current?.split('-').at(-1),
    ]
      .filter(Boolean)
      .join(' ');
  };

/** By how much longer a secret stays without a window than with one, in days. */
const longer =
  (RecoveryWindowInDays: number): Ask =>
  async ({ secrets }) => {
    const [usual, asked] = [
      await secrets.send(new DeleteSecretCommand({ SecretId: 'demo' })),
      await secrets.send(new DeleteSecretCommand({ SecretId: 'old', RecoveryWindowInDays })),
    ].map(({ DeletionDate }) => DeletionDate?.getTime() ?? 0);
    return `${Math.round(((usual ?? 0) - (asked ?? 0)) / 86_400_000)} days`;
  };

const invalid = 'InvalidParameterException 400';
const doomed = 'InvalidRequestException 400';
const missing = 'ResourceNotFoundException 400';
const window = (RecoveryWindowInDays: number) => ({ RecoveryWindowInDays });
const forced = { ForceDeleteWithoutRecovery: true };
const page = (call: string) => `Secrets Manager API Reference, ${call}`;
const status = (call: string) => wrong('ResourceNotFoundException 404', `${page(call)}, Errors: status of ResourceNotFoundException`);
const replica = (call: string, answers = accepted) => wrong(answers, `Secrets Manager User Guide, Promote a replica secret, ${call}`);
const unserved = wrong('SyntaxError 500', page('StopReplicationToReplica'));
const key = 'arn:aws:kms:us-east-1:123456789012:key/new';
const put = { SecretString: 'x', ClientRequestToken: versionId('v5') };

export const secretChanges: readonly Row[] = [
  ...rowsOf('DeleteSecret', [
    ['a window of 7 days, and none', longer(7), '23 days'],
    ['a window of 30 days, and none', longer(30), '0 days'],
    ['a window of 6 days', remove('demo', window(6)), invalid],
    ['a window of 31 days', remove('demo', window(31)), invalid],
    ['a window, and no recovery', remove('demo', { ...window(7), ...forced }), invalid],
    ['no recovery, the secret is gone', inTurn(remove('demo', forced), restore('demo')), missing, status('RestoreSecret')],
    ['a secret scheduled for deletion', remove('doomed'), doomed],
    ['a secret scheduled for deletion, and no recovery', remove('doomed', forced), accepted],
    ['a replica', remove('replica'), invalid, replica('DeleteSecret')],
    ['no such secret', remove('other'), missing, status('DeleteSecret')],
  ]),
  ...rowsOf('RestoreSecret', [
    ['a secret scheduled for deletion', inTurn(restore('doomed'), state('doomed')), 'v1'],
    ['one that is not', restore('demo'), accepted],
    ['no such secret', restore('other'), missing, status('RestoreSecret')],
  ]),
  ...rowsOf('UpdateSecret', [
    ['another KMS key', inTurn(update('demo', { KmsKeyId: key }), state('demo')), `${key} v3`],
    ['a description', inTurn(update('demo', { Description: 'keys' }), state('demo')), 'keys v3'],
    ['a value', inTurn(update('demo', put), state('demo')), 'v5'],
    ['a secret scheduled for deletion', update('doomed'), doomed],
    ['a replica', update('replica'), invalid, replica('UpdateSecret')],
    ['no such secret', update('other'), missing, status('UpdateSecret')],
  ]),
  ...rowsOf('TagResource', [
    ['a new tag', inTurn(tag('demo', 'team', 'a'), state('demo')), 'team=a v3'],
    ['a key of another case', inTurn(tag('demo', 'team', 'a'), tag('demo', 'Team', 'b'), state('demo')), 'team=a Team=b v3'],
    ['another value', inTurn(tag('demo', 'team', 'a'), tag('demo', 'team', 'b'), state('demo')), 'team=b v3'],
    ['a key of AWS', tag('demo', 'aws:x'), invalid, wrong(accepted, `${page('TagResource')}, Restrictions: aws: is reserved`)],
    [
      'a secret scheduled for deletion',
      tag('doomed', 'team'),
      doomed,
      wrong(accepted, `${page('TagResource')}, Errors: InvalidRequestException`),
    ],
    ['no such secret', tag('other', 'team'), missing, status('TagResource')],
  ]),
  ...rowsOf('CancelRotateSecret', [
    ['a secret with its own rotation', inTurn(cancel('rotated'), state('rotated')), 'v1'],
    ['one without', cancel('demo'), doomed],
    ['no such secret', cancel('other'), missing, status('CancelRotateSecret')],
  ]),
  ...rowsOf('StopReplicationToReplica', [
    ['a replica', inTurn(stop('replica'), state('replica')), 'v1', unserved],
    ['a secret that is none', stop('demo'), invalid, unserved],
    ['no such secret', stop('other'), missing, unserved],
  ]),
];
