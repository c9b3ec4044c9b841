import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AttachGroupPolicyCommand, AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import { schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { stackOutputs } from '../../../sandbox/account/stack-outputs.ts';
import { type Ask, type Asked, accepted, ask, inTurn, type Row, rowsOf, unable, wrong } from './row.ts';

const stack =
  (StackName?: string) =>
  async ({ cloudFormation }: Asked) => {
    const { Stacks: [one] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const topic = one?.Outputs?.find(({ OutputKey }) => OutputKey === 'NoticesTopicArn')?.OutputValue;
    return [one?.StackName, one?.StackStatus, one?.CreationTime?.toISOString(), topic].join(' ');
  };
const noStack = ask(({ cloudFormation }) => cloudFormation.send(new DescribeStacksCommand({ StackName: 'other' })));

const guard = stackOutputs.GuardLedgerPolicyArn;
const group = (GroupName = 'key-users', PolicyArn = guard) =>
  ask(({ iam }) => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn })));
const role = (RoleName = 'Administrator', PolicyArn = guard) =>
  ask(({ iam }) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })));

const organizations = (operation: string, input: object) => ask((one) => one.organizations(operation, input));

const scp = { Name: 'guard', Type: 'SERVICE_CONTROL_POLICY', Content: '{}', Description: '' };
const create = (more = {}) => organizations('CreatePolicy', { ...scp, ...more });
const created: Ask = async (one) => {
  const { Policy } = (await one.organizations('CreatePolicy', scp)) as { Policy?: { PolicySummary: { Id: string } } };
  return `${Policy?.PolicySummary.Id}`;
};
const attach = (more = {}) => organizations('AttachPolicy', { PolicyId: 'p-example0001', TargetId: '123456789012', ...more });
const made =
  (next: Ask): Ask =>
  async (one) => {
    await create()(one);
    return next(one);
  };

const missing = 'NoSuchEntityException 404';
const noStackThere = unable('it has no stack that deployed itself');
const noClient = unable('there is no client of Organizations here');
const found = `${schedules.group} CREATE_COMPLETE 2026-03-03T06:00:00.000Z ${topicArn}`;
const long = (characters: number) => JSON.stringify('x'.repeat(characters - 2));

export const operations: readonly Row[] = [
  ...rowsOf('DescribeStacks', [
    ['a name', stack(schedules.group), found, noStackThere],
    ['no name', stack(), found, noStackThere],
    ['no such stack', noStack, 'ValidationError 400', wrong('Error 500', 'CloudFormation API Reference, DescribeStacks')],
  ]),
  ...rowsOf('AttachGroupPolicy', [
    ['a policy of the stack', inTurn(group(), group()), accepted],
    ['no such group', group('other'), missing],
    ['no such policy', group('key-users', `${guard}-2`), missing],
  ]),
  ...rowsOf('AttachRolePolicy', [
    ['a policy of the stack', inTurn(role(), role()), accepted],
    ['no such role', role('other'), missing],
    ['no such policy', role('Administrator', `${guard}-2`), missing],
  ]),
  ...rowsOf('CreatePolicy', [
    ['a policy', created, 'p-example0001', noClient],
    ['a name that is taken', made(create()), 'DuplicatePolicyException 400', noClient],
    ['a text that is no JSON', create({ Content: '{' }), 'MalformedPolicyDocumentException 400', noClient],
    ['JSON that is no object', create({ Content: long(10) }), 'MalformedPolicyDocumentException 400', noClient],
    ['a policy of 5,121 characters', create({ Content: `{}${' '.repeat(5_119)}` }), 'ConstraintViolationException 400', noClient],
    ['a policy of 5,120 characters', create({ Content: `{}${' '.repeat(5_118)}` }), accepted, noClient],
    ['no name', create({ Name: '' }), 'InvalidInputException 400', noClient],
    ['another kind of policy', create({ Type: 'TAG_POLICY' }), 'InvalidInputException 400', noClient],
  ]),
  ...rowsOf('AttachPolicy', [
    ['an account', made(attach()), accepted, noClient],
    ['a unit', made(attach({ TargetId: 'ou-ab12-11111111' })), accepted, noClient],
    ['an account that has it', made(inTurn(attach(), attach())), 'DuplicatePolicyAttachmentException 400', noClient],
    ['a target that is none', made(attach({ TargetId: 'prod' })), 'InvalidInputException 400', noClient],
    ['no such policy', attach(), 'PolicyNotFoundException 400', noClient],
  ]),
];
