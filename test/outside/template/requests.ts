import type { Clients } from '../../../lib/aws/clients.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { alertsArn, schedules, topicArn, watchdogRoleArn } from '../../../sandbox/account/stack.ts';
import type { Fault } from '../../../sandbox/faults/fault-schema.ts';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import { situations } from '../../laws/crash/situations.ts';
import { configOf } from '../../laws/crash/sweep-again.ts';
import { makeSweeper } from '../../laws/sweeper/sweeper.ts';
import type { IamRequest } from './iam.ts';

type Sent = { command: string; input: Record<string, never> };

/** Faults after which a sweep does what it rarely does: schedules a continuation, deletes a new key, or raises an alert. */
const faults: readonly (Fault | undefined)[] = [
  undefined,
  { operation: 'iam:CreateAccessKey', fault: { code: 'AccessDenied', status: 403 } },
  { operation: 'secretsmanager:PutSecretValue', fault: { code: 'AccessDeniedException', status: 400 } },
  // Nobody is known to hear the notices, so it raises an alert.
  { operation: 'sns:ListSubscriptionsByTopic', fault: { code: 'AuthorizationError', status: 403 } },
];

/** Returns every request of sweeps of users to which each rule applies, as IAM sees it. */
export async function requestsOfSweeps(): Promise<IamRequest[]> {
  const requests = new Map<string, IamRequest>();
  for (const situation of situations) {
    for (const fault of faults) {
      const account = accountOf(parseAccount(situation.file, 'the situation', new Date(0)));
      injectFaults(account, fault ? [fault] : []).begin(1);
      const sweepNow = makeSweeper(undefined, (clients) =>
        spied(clients, (sent) => {
          for (const request of requestsOf(sent, account)) requests.set(JSON.stringify(request), request);
        }),
      );
      await sweepNow(account, configOf(situation), { id: 'sweep-1' });
    }
  }
  return [...requests.values()];
}

type Sender = { send: (command: never, ...more: never[]) => unknown };

function spied(clients: Clients, onSent: (sent: Sent) => void): Clients {
  const wrap = <Client extends Sender>(client: Client): Client =>
    Object.assign(Object.create(client), {
      send: (command: { constructor: { name: string }; input: Record<string, never> }, ...more: never[]) => {
        onSent({ command: command.constructor.name, input: command.input });
        return client.send(command as never, ...more);
      },
    });
  const { iam, iamWrite, iamCreate, scheduler, secrets, sns, sts } = clients;
  return {
    ...clients,
    ...{ iam: wrap(iam), iamWrite: wrap(iamWrite), iamCreate: wrap(iamCreate) },
    ...{ scheduler: wrap(scheduler), secrets: wrap(secrets), sns: wrap(sns), sts: wrap(sts) },
  };
}

/** Returns the requests that must be allowed for a call (Service Authorization Reference). */
function requestsOf({ command, input }: Sent, account: Account): IamRequest[] {
  const name = command.replace(/Command$/, '');
  const { UserName, AccessKeyId, SecretId, Name, GroupName, Tags, TagKeys, Target, TopicArn, SubscriptionArn } = input as Input;
  switch (name) {
    // Needs no permission.
    case 'GetCallerIdentity':
      return [];
    case 'ListUsers':
    case 'GetAccountSummary':
      return [{ action: `iam:${name}`, resource: '*' }];
    case 'ListAccessKeys':
    case 'ListUserTags':
    case 'CreateAccessKey':
    case 'UpdateAccessKey':
    case 'DeleteAccessKey':
      return [{ action: `iam:${name}`, resource: userArn(account, UserName) }];
    case 'GetAccessKeyLastUsed': {
      const owner = account.minted.get(AccessKeyId ?? '')?.user.UserName;
      return [{ action: `iam:${name}`, resource: userArn(account, owner) }];
    }
    case 'TagUser':
    case 'UntagUser': {
      const keys = TagKeys ?? Tags?.map(({ Key }) => Key) ?? [];
      const context = { 'aws:TagKeys': keys };
      return [{ action: `iam:${name}`, resource: userArn(account, UserName), context }];
    }
    case 'CreateSecret': {
      const context = { 'aws:TagKeys': Tags?.map(({ Key }) => Key) ?? [] };
      return ['CreateSecret', ...(Tags ? ['TagResource'] : [])].map((action) => ({
        action: `secretsmanager:${action}`,
        resource: secretArn(Name),
        context,
      }));
    }
    case 'ListSecrets':
      return [{ action: `secretsmanager:${name}`, resource: '*' }];
    case 'DescribeSecret':
    case 'ListSecretVersionIds':
    case 'PutSecretValue':
    case 'UpdateSecretVersionStage':
      return [{ action: `secretsmanager:${name}`, resource: secretArn(SecretId) }];
    case 'Publish':
    case 'ListSubscriptionsByTopic':
      return [{ action: `sns:${name}`, resource: TopicArn ?? '' }];
    // By the topic, as the errors of callers without the permission say; a subscription is no type of resource.
    case 'GetSubscriptionAttributes':
      return [{ action: `sns:${name}`, resource: SubscriptionArn?.replace(/:[^:]+$/, '') ?? '' }];
    case 'GetSchedule':
    case 'CreateSchedule':
    case 'UpdateSchedule': {
      const resource = `arn:aws:scheduler:us-east-1:123456789012:schedule/${GroupName}/${Name}`;
      const context = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
      const passed = Target ? [{ action: 'iam:PassRole', resource: Target.RoleArn, context }] : [];
      return [{ action: `scheduler:${name}`, resource }, ...passed];
    }
    default:
      throw new Error(`No test knows what ${name} needs to be allowed`);
  }
}

type Input = Partial<Record<'UserName' | 'AccessKeyId' | 'SecretId' | 'Name' | 'GroupName' | 'TopicArn' | 'SubscriptionArn', string>> & {
  Tags?: { Key: string }[];
  TagKeys?: string[];
  Target?: { RoleArn: string };
};

/** A user that no longer exists had the path `/`. */
function userArn({ users }: Account, UserName = ''): string {
  return `arn:aws:iam::123456789012:user${users.get(UserName)?.Path ?? '/'}${UserName}`;
}

/** The ARN of a secret is its name and six letters. */
function secretArn(idOrName = ''): string {
  return idOrName.startsWith('arn:') ? idOrName : `arn:aws:secretsmanager:us-east-1:123456789012:secret:${idOrName}-AbCdEf`;
}

/** The values that the template's references have in the sandbox. */
export const references = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
  ServerlessDeploymentBucket: 'access-key-sweeper-sandbox-serverlessdeploymentbucket-1a2b3c4d5e6f',
  ScheduleGroup: schedules.group,
  'ScheduleGroup.Arn': `arn:aws:scheduler:us-east-1:123456789012:schedule-group/${schedules.group}`,
  'ScheduleRole.Arn': schedules.roleArn,
  'WatchdogRole.Arn': watchdogRoleArn,
  'SweepRole.Arn': 'arn:aws:iam::123456789012:role/access-key-sweeper-dev-us-east-1-sweep',
  NoticesTopic: topicArn,
  AlertsTopic: alertsArn,
  'TopicsKey.Arn': 'arn:aws:kms:us-east-1:123456789012:key/topics',
  'FailedQueue.Arn': 'arn:aws:sqs:us-east-1:123456789012:access-key-sweeper-sandbox-failed',
  'UndeliveredQueue.Arn': schedules.queueArn,
  'SweepLogGroup.Arn': 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/access-key-sweeper-sandbox-sweep:*',
};
