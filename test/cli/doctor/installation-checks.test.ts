import { subDays } from 'date-fns/subDays';
import { describe, expect, it } from 'vitest';
import { checkInstallation } from '../../../cli/doctor/installation-checks.ts';
import { alertsArn, schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { clientsFor } from '../../sandbox/aws.ts';
import { config, now } from '../../tools/builders.ts';
import { caller, denied, forbid, inMemory } from '../in-memory.ts';

const watchdogId = `${schedules.group}/${schedules.watchdog}`;

/** An account with a stage in which all is well: each topic has a subscriber, and a sweep was completed yesterday. */
function healthy(users: readonly object[] = []) {
  const { account, connection } = inMemory(users);
  account.subscriptions = [topicArn, alertsArn].map((TopicArn) => ({
    TopicArn,
    Protocol: 'email',
    Endpoint: 'ops@example.com',
    id: '1',
    isConfirmed: true,
  }));
  const watchdog = account.schedules.get(watchdogId) as { Target: object };
  const Input = `No sweep of access keys was completed in sandbox since ${subDays(now, 1).toISOString()}.`;
  account.schedules.set(watchdogId, { ...watchdog, Target: { ...watchdog.Target, Input } });
  const { lambda } = clientsFor({ requestHandler: requestHandler(account) });
  const installation = { ...connection, partition: 'aws', clients: { ...connection.clients, lambda } };
  return { account, installation };
}

/** The sentence of each check that is not ok, by what it is about. */
async function problems(...args: Parameters<typeof checkInstallation>): Promise<object> {
  const checks = await checkInstallation(...args);
  return Object.fromEntries(checks.filter(({ isOk }) => !isOk).map(({ about, says }) => [about, says]));
}

describe('the checks of a deployed stage', () => {
  it('given all is well, all are ok, and nothing was written', async () => {
    const { account, installation } = healthy();
    expect(await problems(installation, now)).toEqual({});
    const reads = /:(Get|List|SimulatePrincipalPolicy)/;
    expect(account.history.filter(({ operation }) => !reads.test(operation))).toEqual([]);
  });

  it('given no permission for one look, it names the permission, and the other checks are made', async () => {
    const { account, installation } = healthy();
    account.intercept = ({ operation }, serve) => {
      if (operation !== 'sns:ListSubscriptionsByTopic') return serve();
      throw denied('SNS:ListSubscriptionsByTopic', topicArn);
    };
    const says = `${caller} may not SNS:ListSubscriptionsByTopic on ${topicArn}. Give it that permission, or use another profile.`;
    expect(await problems(installation, now)).toEqual({ 'notices topic': says, 'who is told': says, 'alerts topic': says });
  });

  it('given mode enforce and a filter for digests only, it says who receives what, and what to do', async () => {
    const { account, installation } = healthy([{ UserName: 'alice', AccessKeys: [] }]);
    const enforcing = { ...installation, config: { ...config(), mode: 'enforce' as const } };
    expect(await problems(enforcing, now)).toEqual({});
    account.subscriptions = account.subscriptions.map((one) => ({ ...one, FilterPolicy: { event: ['digest'] } }));
    expect(await problems(enforcing, now)).toEqual({
      'notices topic': expect.stringMatching(/^1 subscription confirmed\. Receives digests only: ops@example\.com\. .*--topic-arn arn:/),
      'who is told': expect.stringContaining('receive the notices of 1 user: alice.'),
      'alerts topic': expect.stringContaining('Receives nothing, because of a filter: ops@example.com.'),
    });
  });

  it('given the list of users cannot be read, both checks that need it say so, and the others are made', async () => {
    const { account, installation } = healthy();
    forbid(account, (operation) => operation === 'iam:ListUsers');
    const says = expect.stringContaining('may not iam:ListUsers');
    expect(await problems(installation, now)).toEqual({ 'who is swept': says, 'who is told': says });
  });

  it('given the role may not do something that a sweep does, it says what', async () => {
    const { account, installation } = healthy();
    account.intercept = ({ operation }, serve) => {
      const answer = serve() as { EvaluationResults?: { EvalActionName: string; EvalDecision: string }[] };
      if (operation === 'iam:SimulatePrincipalPolicy')
        for (const one of answer.EvaluationResults ?? [])
          if (one.EvalActionName === 'iam:CreateAccessKey') one.EvalDecision = 'explicitDeny';
      return answer;
    };
    const role = sweepRoleArn.split('/').at(-1);
    expect(await problems(installation, now)).toEqual({
      permissions: `${role} may not iam:CreateAccessKey on arn:aws:iam::123456789012:user/access-key-sweeper-doctor (a policy denies it). Deploy again, or have it allowed there.`,
    });
  });

  it('given a function that was deployed before its role had a fixed name, it says to deploy again', async () => {
    const { account, installation } = healthy();
    account.intercept = ({ operation }, serve) => {
      const answer = serve() as object;
      const Role = 'arn:aws:iam::123456789012:role/access-key-sweeper-sandbox-SweepRole-1ABC';
      return operation === 'lambda:GetFunctionConfiguration' ? { ...answer, Role } : answer;
    };
    expect(await problems(installation, now)).toMatchObject({
      function:
        'access-key-sweeper-sandbox-sweep has the role access-key-sweeper-sandbox-SweepRole-1ABC. Deploy again: the guards ' +
        'of docs/operate.md let only access-key-sweeper-sandbox-us-east-1-sweep write.',
    });
  });

  it('given an exemption that matches no user, it is named', async () => {
    const { installation } = healthy([{ UserName: 'Jenkins', AccessKeys: [] }]);
    const withExempt = (...users: string[]) => ({ ...installation, config: { ...config(), exempt: { ...config().exempt, users } } });
    expect(await problems(withExempt('jenkins'), now)).toEqual({});
    expect(await problems(withExempt('jenkins', 'jenkns'), now)).toEqual({
      'who is swept': 'exempt.users: jenkns matches no user. Correct or remove that in the settings.',
    });
  });

  it('given a stage that is not deployed, each check says what is missing', async () => {
    const { installation } = healthy();
    expect(await problems({ ...installation, stage: 'prod' }, now)).toMatchObject({
      function: expect.stringContaining('There is no function access-key-sweeper-prod-sweep in account 123456789012'),
      permissions: "Not looked at, because the function's role is not known.",
      'weekly schedule': expect.stringContaining('The stage prod is not deployed to account 123456789012'),
      'missing sweeps': expect.stringContaining('the schedule no-sweep is gone'),
      'notices topic': expect.stringContaining('There is no topic access-key-sweeper-prod-notices here. Deploy it'),
    });
  });

  it('given no valid settings, what depends on them is not checked, and the rest is', async () => {
    const { installation } = healthy();
    expect(await problems({ ...installation, config: undefined }, now)).toEqual({
      permissions: 'Not looked at, because they depend on the settings.',
      'who is swept': 'Not looked at, because they are settings.',
      'who is told': 'Not looked at, because it depends on who is swept.',
      'last sweep': 'Not looked at, because how old it may be is a setting.',
    });
  });
});
