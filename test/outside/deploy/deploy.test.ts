import { InvokeCommand } from '@aws-sdk/client-lambda';
import { addHours } from 'date-fns/addHours';
import { beforeAll, describe, expect, it } from 'vitest';
import { lambda, tell } from './aws.ts';
import { deletions, inAccount, resources, stackId } from './in-account.ts';
import { arrived, listenTo } from './listener.ts';
import { type Heard, noticesOfSweep } from './notices.ts';
import { nextSweep, output, tagsOfStack, watchdog } from './sandbox-stack.ts';
import { identityOf, secretOf } from './secrets.ts';
import { seed, seeded } from './seed.ts';
import { serverless } from './serverless.ts';
import { until } from './until.ts';
import { keysOf } from './users.ts';

/** One day between sweeps: ministack counts `rate(1 day)` from a moment that tests can move. */
const stage = `
mode: enforce
accountId: '123456789012'
everyDays: 1
deploy: { schedule: rate(1 day), flexibleMinutes: 0, alarmEmail: none, tags: { team: ops }, deletionProtection: true }
`;
const stageFrom50 = stage.replace('Protection: true', 'Protection: false').concat('thresholds: { create: { from: 50 } }\n');

let queue: string;
let log: string;
let notices: Heard[];

/** Lets the schedule start a sweep, and keeps what the sweep logged and published. */
async function sweep(): Promise<void> {
  log = await nextSweep();
  notices = await noticesOfSweep(queue);
}

const digest = () => notices.find(({ event }) => event === 'digest');
const owners = () => notices.filter(({ event }) => event !== 'digest');

describe('given users of every kind and a first deployment, the scheduler starts a sweep', () => {
  const began = new Date();

  beforeAll(async () => {
    await serverless('deploy', stage);
    queue = await listenTo(await output('NoticesTopicArn'), 'listener');
    await seed();
    await sweep();
  });

  it('given only the permissions of the role, nothing fails', () => {
    expect(digest()?.data.counts, log).toMatchObject({ users: 5, failures: 0, deferred: 0, held: 0 });
  });

  it('given a key of 65 days, it is replaced, and the owner’s secret holds the new one as current', async () => {
    const [old, replacement] = await keysOf('due');
    expect(old).toEqual([seeded('due').keys[0], 'Active']);
    expect(replacement?.[1]).toBe('Active');
    const { value, stages, userId } = await secretOf('due');
    expect(value).toMatchObject({ Version: 1, AccessKeyId: replacement?.[0], UserName: 'due' });
    expect(stages).toEqual({ [`access-key-sweeper-${replacement?.[0]}`]: ['AWSCURRENT'] });
    expect(userId).toBe(seeded('due').UserId);
    expect(await identityOf(value)).toBe('arn:aws:iam::123456789012:user/due');
  });

  it('given a key of 85 days with a replacement, its owner told long ago, it is deactivated', async () => {
    const [old, replacement] = seeded('moved').keys;
    expect(await keysOf('moved')).toEqual([
      [old, 'Inactive'],
      [replacement, 'Active'],
    ]);
  });

  it('given an Inactive key of 95 days, marked long ago, it is deleted', async () => {
    expect(await keysOf('past')).toEqual([]);
  });

  it.each(['young', 'middle'])('given the key of %s, not due yet, it is left alone', async (name) => {
    expect(await keysOf(name)).toEqual([[seeded(name).keys[0], 'Active']]);
  });

  it('given its acts, each owner gets a notice, there is a digest, and neither they nor the log tell a secret (G5)', async () => {
    const told = owners().map(({ data, event }) => `${data.userName}: ${event}`);
    expect(told.toSorted()).toEqual(['due: create', 'moved: superseded-done', 'past: inactive-past-delete']);
    expect(digest()?.subject).toBe('[sandbox] access keys: 1 created, 1 deactivated, 1 deleted, 0 deferred, 0 held, 0 failed');
    const { value } = await secretOf('due');
    expect(value.SecretAccessKey).toMatch(/^\S{40}$/);
    expect(log).not.toContain(value.SecretAccessKey);
    expect(JSON.stringify(notices)).not.toContain(value.SecretAccessKey);
  });

  it('given a completed sweep, the watchdog starts a day after the next sweep is due (G10)', async () => {
    const start = Number((await watchdog()).StartDate);
    expect(start, 'start of the watchdog').toBeGreaterThan(Number(addHours(began, 48)));
    expect(start, 'start of the watchdog').toBeLessThanOrEqual(Number(addHours(new Date(), 48)));
  });

  it('given tags and deletion protection in its file, the stack has them, and is not removed', async () => {
    expect(await tagsOfStack()).toContainEqual({ Key: 'team', Value: 'ops' });
    await expect(serverless('remove', stage)).rejects.toThrow('deletion protection is enabled');
  });

  it('given the calls of the function, Node 24 made them', async () => {
    const callers = (await tell('callers')) as string[];
    const sweepers = callers.filter((caller) => caller.includes('app/access-key-sweeper'));
    expect(sweepers.length, 'calls of the function').toBeGreaterThan(0);
    for (const caller of sweepers) expect(caller).toContain('md/nodejs#24.');
  });
});

describe('given an edited threshold and a second deployment, the next sweep uses it', () => {
  const watching: unknown[] = [];

  beforeAll(async () => {
    watching.push({ ...(await watchdog()), $metadata: {} });
    await serverless('deploy', stageFrom50);
    watching.push({ ...(await watchdog()), $metadata: {} });
    await sweep();
  });

  it('given the watchdog, the deployment did not change it (G10)', () => {
    const [before, after] = watching;
    expect(after).toEqual(before);
  });

  it('given a key of 55 days, which was left alone before, it is replaced', async () => {
    expect(digest()?.data.counts, log).toMatchObject({ users: 5, failures: 0, deferred: 0, held: 0 });
    const [old, replacement] = await keysOf('middle');
    expect(old?.[0]).toBe(seeded('middle').keys[0]);
    expect((await secretOf('middle')).value.AccessKeyId).toBe(replacement?.[0]);
    expect(replacement?.[1]).toBe('Active');
  });

  it('given a key of 10 days, and one that has its replacement, nothing more is created', async () => {
    const counts = { young: (await keysOf('young')).length, due: (await keysOf('due')).length };
    expect(counts).toEqual({ young: 1, due: 2 });
    expect(digest()?.subject).toContain('1 created, 0 deactivated, 0 deleted');
  });
});

describe('given no completed sweep for days, an alarm is published without any of our code (G10)', () => {
  it('given the watchdog, it publishes by itself', async () => {
    const { Target, GroupName, Name } = await watchdog();
    expect(Target?.Arn).toBe(await output('AlertsTopicArn'));
    const watcher = await listenTo(Target?.Arn ?? '', 'watcher');
    await tell('age-schedule', { schedule: `${GroupName}/${Name}`, days: 3 });
    const [message] = await until('the alarm', async () => {
      const messages = await arrived(watcher);
      return messages.length > 0 ? messages : undefined;
    });
    expect(message?.Message).toContain('No sweep of access keys was completed in sandbox since');
  });
});

describe('given an event whose sweep fails, it is kept (G10)', () => {
  it('given nobody waits for the answer, event and error are in the queue of failed events', async () => {
    const event = { user: 'alice' };
    const FunctionName = await output('FunctionName');
    const Payload = JSON.stringify(event);
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
    const failed = await output('FailedQueueUrl');
    const [kept] = await until('the event', async () => {
      const messages = await arrived<{ requestPayload: unknown; responsePayload: unknown }>(failed);
      return messages.length > 0 ? messages : undefined;
    });
    expect(kept?.requestPayload).toEqual(event);
    expect(JSON.stringify(kept?.responsePayload)).toContain('The event was refused and nothing was done.');
  });
});

describe('given serverless remove, only the secrets are left', () => {
  let id: string;
  let before: string[];

  beforeAll(async () => {
    id = await stackId();
    before = await resources();
    await serverless('remove', stageFrom50);
  });

  it('given every resource of the stack, it is deleted, and so is the stack', async () => {
    const ends = await deletions(id);
    expect(before.length, 'resources before').toBeGreaterThan(5);
    for (const resource of [...before, 'access-key-sweeper-sandbox']) expect(ends).toHaveProperty(resource, 'DELETE_COMPLETE');
  });

  it('given everything in the account, it is the secrets and what the tests created', async () => {
    expect(await inAccount()).toEqual({
      functions: [],
      topics: [],
      scheduleGroups: ['default'],
      schedules: [],
      roles: [],
      policies: [],
      logGroups: [],
      queues: ['listener', 'watcher'],
      secrets: ['iam-access-keys/due', 'iam-access-keys/middle', 'iam-access-keys/moved'],
    });
    const { value } = await secretOf('due');
    expect(await identityOf(value)).toBe('arn:aws:iam::123456789012:user/due');
  });
});
