import { CreateScheduleCommand, type CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { inject } from 'vitest';
import { makeClients } from '../../../../lib/aws/clients.ts';
import type { SweepDeps } from '../../../../lib/sweep.ts';
import type { Account } from '../../../../sandbox/account/account.ts';
import { createClock } from '../../../../sandbox/account/clock.ts';
import { sandboxDeps } from '../../../../sandbox/run/run-sweeps.ts';
import { mirror, tell } from '../judge.ts';

type Notice = { Subject: string; Message: string; attributes: Record<string, string> };

/** The sandbox or moto: the dependencies of a sweep, and what time and applications do between sweeps. */
export type Side = {
  deps: SweepDeps;
  moveTo(now: Date): Promise<void>;
  /** Makes an application use a key. */
  use(AccessKeyId: string, at: Date): Promise<void>;
  published(): Promise<Notice[]>;
};

const byApplication = { service: 's3', region: 'us-east-1' };

export function sandboxSide(account: Account): Side {
  return {
    deps: sandboxDeps(account),
    moveTo: async (now) => account.clock.set(now),
    use: async (AccessKeyId, at) => {
      const found = account.minted.get(AccessKeyId);
      if (found) found.key.lastUse = { at, ...byApplication };
    },
    published: async () => account.published.map(({ Subject = '', Message, attributes }) => ({ Subject, Message, attributes })),
  };
}

/** Returns moto with a copy of the account as it is now. */
export async function motoSide(account: Account): Promise<Side> {
  await mirror(account);
  // By the date of a version a sweep tells whether it stored it.
  await tell('keep-dates');
  const clock = createClock(account.clock.now());
  const moveTo = async (now: Date) => {
    clock.set(now);
    await tell('clock', { now });
  };
  const clients = makeClients({
    callsPerSecond: Number.POSITIVE_INFINITY,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-sweeper-itself' },
    endpoint: inject('moto'),
  });
  for (const schedule of account.schedules.values())
    await clients.scheduler.send(new CreateScheduleCommand(schedule as CreateScheduleCommandInput));
  return {
    deps: { ...sandboxDeps(account), ...clients, clock: clock.now, sleep: (ms) => moveTo(new Date(clock.now().getTime() + ms)) },
    moveTo,
    use: async (AccessKeyId, at) => {
      await tell('use', { AccessKeyId, at, ...byApplication });
    },
    published: async () => (await tell('notices')) as Notice[],
  };
}
