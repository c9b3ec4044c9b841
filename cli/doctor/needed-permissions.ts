import type { Config } from '../../config/schema.ts';
import { tagKeys } from '../../lib/model/user-tags.ts';
import { stackOf } from '../stage/stack-names.ts';

/** Where the stack of a stage is, and the ARNs of the roles of its schedules. */
export type StackLocation = {
  stage: string;
  partition: string;
  region: string;
  accountId: string;
  scheduleRoles: readonly string[];
};

/** The actions of one statement of the function's role, with one example of each kind of resource. */
export type NeededStatement = {
  sid: string;
  actions: readonly string[];
  resources: readonly string[];
  context?: { key: string; values: readonly string[] };
};

/** The name of the example resources. They need not exist. */
const example = 'access-key-sweeper-doctor';

/**
 * Returns what the function's role must be allowed, a statement for each one of `stack/sweep-role.yml`. Left out is the
 * KMS key of the topics, because its id is known only to the stack; so are iam:PassRole if `scheduleRoles` is empty,
 * and the KMS key of secrets if the settings have none.
 */
export function neededPermissions(
  { include, secrets }: Pick<Config, 'include' | 'secrets'>,
  where: StackLocation,
): NeededStatement[] {
  const stack = stackOf(where.stage);
  const arn = (service: string, name: string) =>
    `arn:${where.partition}:${service}:${where.region}:${where.accountId}:${name}`;
  const userBelow = (path: string) => `arn:${where.partition}:iam::${where.accountId}:user${path}${example}`;
  const swept = include.paths.map(userBelow);
  const secret = arn('secretsmanager', `secret:${secrets.prefix}${example}-AbCdEf`);
  const { scheduleRoles } = where;
  return [
    { sid: 'ListAccount', actions: ['iam:ListUsers', 'iam:GetAccountSummary'], resources: ['*'] },
    {
      sid: 'LookAtKeys',
      actions: ['iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed', 'iam:ListUserTags'],
      resources: [userBelow('/')],
    },
    {
      sid: 'RotateKeys',
      actions: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
      resources: swept,
    },
    {
      sid: 'KeepLedger',
      actions: ['iam:TagUser', 'iam:UntagUser'],
      resources: swept,
      context: { key: 'aws:TagKeys', values: ['access-key-sweeper:creating'] },
    },
    {
      sid: 'StoreKeys',
      actions: [
        'secretsmanager:CreateSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:ListSecretVersionIds',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: [secret],
    },
    { sid: 'ListSecrets', actions: ['secretsmanager:ListSecrets'], resources: ['*'] },
    {
      sid: 'SayWhoseSecret',
      actions: ['secretsmanager:TagResource'],
      resources: [secret],
      context: { key: 'aws:TagKeys', values: [tagKeys.userId, tagKeys.nonce] },
    },
    ...(secrets.kmsKeyId === null
      ? []
      : [
          {
            sid: 'EncryptSecrets',
            actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
            resources: [
              secrets.kmsKeyId.startsWith('arn:') ? secrets.kmsKeyId : arn('kms', `key/${secrets.kmsKeyId}`),
            ],
            context: { key: 'kms:ViaService', values: [`secretsmanager.${where.region}.${suffixOf(where)}`] },
          },
        ]),
    {
      sid: 'SeeWhoHears',
      actions: ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
      resources: [arn('sns', `${stack}-notices`)],
    },
    {
      sid: 'Tell',
      actions: ['sns:Publish'],
      resources: [arn('sns', `${stack}-notices`), arn('sns', `${stack}-alerts`)],
    },
    {
      sid: 'Schedule',
      actions: ['scheduler:CreateSchedule', 'scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
      resources: [arn('scheduler', `schedule/${stack}/${example}`)],
    },
    ...(scheduleRoles.length === 0
      ? []
      : [
          {
            sid: 'PassRoles',
            actions: ['iam:PassRole'],
            resources: scheduleRoles,
            context: { key: 'iam:PassedToService', values: ['scheduler.amazonaws.com'] },
          },
        ]),
    {
      sid: 'Log',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [arn('logs', `log-group:/aws/lambda/${stack}-sweep:log-stream:${example}`)],
    },
    { sid: 'KeepFailed', actions: ['sqs:SendMessage'], resources: [arn('sqs', `${stack}-failed`)] },
  ];
}

/** Returns `AWS::URLSuffix` of a partition. */
function suffixOf({ partition }: StackLocation): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
