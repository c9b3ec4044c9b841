import { once } from 'node:events';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { topicArn } from '../../../sandbox/account/stack.ts';
import { operations } from '../../../sandbox/serve/operations.ts';
import { clientsFor } from '../../sandbox/aws.ts';
import { exitOf, sandbox, start } from './process.ts';

const running: ReturnType<typeof start>[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** A served sample account and what it said first. */
async function served() {
  const child = start(['--serve']);
  running.push(child);
  const [chunk] = await once(child.stdout, 'data');
  const said = String(chunk);
  const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  return { child, said, endpoint };
}

describe('--serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'given no port, it names its address, answers, and ends well on %s',
    async (signal) => {
      const { child, said, endpoint } = await served();
      expect(said).toContain('AWS account 123456789012; its clock says 2026-03-03T06:00:00.000Z');
      expect(said).toContain(`aws --region us-east-1 --endpoint-url ${endpoint} iam list-users`);
      for (const operation of Object.keys(operations)) expect(said).toContain(operation.split(':')[1]);
      expect(said).toMatch(/^ {2}sns: ListSubscriptionsByTopic, Publish$/m);
      const { iam, sts } = clientsFor({ endpoint });
      expect((await iam.send(new ListUsersCommand({}))).Users?.[0]?.UserName).toBe('alice');
      expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
      const exit = exitOf(child);
      child.kill(signal);
      expect(await exit).toBe(0);
    },
  );

  it('given something published, it prints it', async () => {
    const { child, endpoint } = await served();
    const { sns } = clientsFor({ endpoint });
    const json = JSON.stringify({ default: 'Move.\n\nNow.' });
    const shown = once(child.stdout, 'data');
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'To bob',
        Message: json,
        MessageStructure: 'json',
      }),
    );
    expect(String((await shown)[0])).toBe('\nNotice: To bob\n  Move.\n\n  Now.\n');
    const plain = once(child.stdout, 'data');
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'By hand' }));
    expect(String((await plain)[0])).toBe('\nNotice: \n  By hand\n');
  });

  it('given a port that is taken, it says so in a sentence', async () => {
    const { endpoint } = await served();
    const port = new URL(endpoint).port;
    const { code, stdout, stderr } = await sandbox(['--serve', '--port', port]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `Port ${port} of 127.0.0.1 cannot be had: something else listens there. Name another with --port.\n`,
    );
  });
});
