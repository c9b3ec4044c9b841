import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AccountWanted } from './account.ts';
import type { RecordedCall } from './figures.ts';
import type { BenchOptions } from './options.ts';

/** The account, and how its AWS answers. */
export type EmulatedAccount = AccountWanted & Pick<BenchOptions, 'latency'> & { rate: number | null };

export type EmulatedAws = {
  url: string;
  /** Returns the calls since the start, or since this was last called, in order. */
  takeCalls(): Promise<RecordedCall[]>;
  stop(): void;
};

/** Starts the emulated AWS as a process, which ends with this one at the latest. Throws if it does not start. */
export async function startEmulatedAws({
  users,
  state,
  due,
  latency,
  rate,
}: AccountWanted & Pick<BenchOptions, 'latency' | 'rate'>): Promise<EmulatedAws> {
  const account = { users, state, due, latency, rate: Number.isFinite(rate) ? rate : null };
  const child = fork(join(import.meta.dirname, 'emulated-aws.ts'), [JSON.stringify(account)]);
  const { url } = await messageFrom<{ url: string }>(child);
  return {
    url,
    takeCalls: async () => {
      child.send('calls');
      return (await messageFrom<{ calls: RecordedCall[] }>(child)).calls;
    },
    stop: () => void child.kill(),
  };
}

/** Returns the next message. Throws if the process ends instead. */
async function messageFrom<Message>(child: ChildProcess): Promise<Message> {
  const stopped = new AbortController();
  const { signal } = stopped;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as Message),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`The emulated AWS ended with exit code ${code}; its output is above`);
      }),
    ]);
  } finally {
    stopped.abort();
  }
}
