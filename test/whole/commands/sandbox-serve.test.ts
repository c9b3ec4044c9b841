import { ListUsersCommand } from '@aws-sdk/client-iam';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { operations } from '../../../sandbox/serve/operations.ts';
import { clientsFor } from '../../sandbox/aws.ts';
import { collect, exitOf } from './process.ts';
import { sandbox, start } from './sandbox.ts';

/** A served sample account and what it prints. */
async function served() {
  const child = start(['--serve']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = collect(child.stdout);
  await printed.until('Ctrl-C stops it.\n');
  const [endpoint = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.text()) ?? [];
  return { child, printed, endpoint };
}

describe('--serve', () => {
  it('given no port, it names its address, answers, and prints what is published, until SIGINT', async () => {
    const { child, printed, endpoint } = await served();
    const said = printed.text();
    expect(said).toContain('AWS account 123456789012; its clock says 2026-03-03T06:00:00.000Z');
    expect(said).toContain(`aws --region us-east-1 --endpoint-url ${endpoint} iam list-users`);
    for (const operation of Object.keys(operations)) expect(said).toContain(operation.split(':')[1]);
    expect(said).toMatch(/^ {2}sns: ConfirmSubscription, GetSubscriptionAttributes, /m);

    const { iam, sns, sts } = clientsFor({ endpoint });
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users[0]).toMatchObject({ UserName: 'alice' });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' });

    const json = JSON.stringify({ default: 'Move.\n\nNow.' });
    const toBob = { TopicArn: topicArn, Subject: 'To bob', Message: json, MessageStructure: 'json' };
    await sns.send(new PublishCommand(toBob));
    await printed.until('\nNotice: To bob\n  Move.\n\n  Now.\n');
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'By hand' }));
    await printed.until('\nNotice: \n  By hand\n');

    child.kill('SIGINT');
    expect({ code: await exitOf(child) }).toEqual({ code: 0 });
  });

  it('given a port that is taken, it says so in a sentence, and the first ends well on SIGTERM', async () => {
    const { child, endpoint } = await served();
    const { port } = new URL(endpoint);
    expect(await sandbox(['--serve', '--port', port])).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} of 127.0.0.1 cannot be had: something else listens there. Name another with --port.\n`,
    });
    child.kill('SIGTERM');
    expect({ code: await exitOf(child) }).toEqual({ code: 0 });
  });
});
