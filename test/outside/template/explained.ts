import type { Judge } from './judges.ts';

/** What the judges report of every stage and stays as it is: the rule, the resources or policies, and why. By judge. */
export const explained: Record<Judge, [rule: string, names: string[], why: string][]> = {
  'cfn-lint': [
    ['W3005', ['SweepLambdaFunction'], 'osls writes DependsOn beside each reference to a role.'],
    [
      'W8003',
      ['HasAlarmEmail', 'HasSecretsKey'],
      'Conditions are decided at packaging, so a template has them always true or always false.',
    ],
  ],
  checkov: [
    ['CKV_AWS_18', ['ServerlessDeploymentBucket'], 'Access logs need a second bucket; CloudTrail records what is done with this one.'],
    [
      'CKV_AWS_21',
      ['ServerlessDeploymentBucket'],
      'Each deployment writes to a folder of its own, so a version would only keep what osls deletes.',
    ],
    [
      'CKV_AWS_27',
      ['FailedQueue', 'UndeliveredQueue'],
      'SQS encrypts them with its own key (SqsManagedSseEnabled), which this rule does not count.',
    ],
    [
      'CKV_AWS_116',
      ['SweepLambdaFunction'],
      'It has a destination for failures, which gets the error too; a dead-letter queue gets only the event.',
    ],
    ['CKV_AWS_117', ['SweepLambdaFunction'], 'It calls only AWS, at public endpoints; in a VPC each of them would need a paid way out.'],
    [
      'CKV_AWS_158',
      ['SweepLogGroup'],
      'CloudWatch encrypts logs with its own key, and they hold no secret (G5); a customer key costs a dollar a month.',
    ],
    ['CKV_AWS_173', ['SweepLambdaFunction'], 'Lambda encrypts the environment with its own key, and it holds only names and ARNs.'],
  ],
  parliament: [
    [
      'CREDENTIALS_EXPOSURE sts:assumerole',
      ['SweepRole', 'WatchdogRole', 'ScheduleRole'].map((role) => `${role}.AssumeRolePolicyDocument`),
      'A trust policy allows a service to assume the role; it lets the role assume nothing.',
    ],
    [
      'CREDENTIALS_EXPOSURE iam:createaccesskey iam:updateaccesskey',
      ['SweepRole.Policies.0.PolicyDocument'],
      'To rotate keys is what a sweep is for; RotateKeys names the users, and LeaveExemptAlone denies it for exempt ones.',
    ],
    [
      'PRIVILEGE_ESCALATION iam:createaccesskey',
      ['SweepRole.Policies.0.PolicyDocument'],
      'The same: docs/security.md says who must not control the role.',
    ],
    [
      'PERMISSIONS_MANAGEMENT_ACTIONS iam:createaccesskey iam:deleteaccesskey iam:passrole iam:updateaccesskey',
      ['SweepRole.Policies.0.PolicyDocument'],
      'The same; PassRoles allows two roles of this stack, for Scheduler only.',
    ],
    [
      'PERMISSIONS_MANAGEMENT_ACTIONS kms:creategrant kms:createkey kms:putkeypolicy kms:retiregrant kms:revokegrant',
      ['TopicsKey.KeyPolicy'],
      'The account administers its key: without AccountDecides nobody could ever change it again.',
    ],
    ['RESOURCE_STAR', ['TopicsKey.KeyPolicy'], 'In the policy of a key, * is that key (KMS Developer Guide, "Key policies").'],
    [
      'RESOURCE_MISMATCH sns:GetSubscriptionAttributes',
      ['SweepRole.Policies.0.PolicyDocument'],
      'The Service Authorization Reference has no resource for it, but SNS asks for it on the topic, as its errors say.',
    ],
  ],
};
