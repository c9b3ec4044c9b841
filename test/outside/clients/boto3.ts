import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Refused } from '../../sandbox/aws.ts';
import { environment } from '../../whole/commands/process.ts';
import { python } from '../python.ts';
import type { Send } from './clients.ts';

/** Starts a process that calls AWS with boto3, one call after another. Returns how to call, and how to stop it. */
export function startBoto3(): { send: Send; stop(): Promise<void> } {
  const child = spawn(python, ['-B', join(import.meta.dirname, 'boto3_client.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: environment({}),
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const exited = once(child, 'exit');
  return {
    send: async (call) => {
      child.stdin.write(`${JSON.stringify(call, replaceBytes)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('boto3_client.py ended; its output is above');
      const { output, code, status } = JSON.parse(value, revive);
      if (code) throw new Refused(code, status);
      return output;
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** A Buffer has become this before a replacer sees it. */
type JsonBuffer = { type: 'Buffer'; data: number[] };

function replaceBytes(_: string, value: unknown): unknown {
  const { type, data } = (value ?? {}) as Partial<JsonBuffer>;
  return type === 'Buffer' && data ? { $bytes: Buffer.from(data).toString('base64') } : value;
}

function revive(_: string, value: unknown): unknown {
  const { $date, $bytes } = (value ?? {}) as { $date?: string; $bytes?: string };
  if ($date !== undefined) return new Date($date);
  return $bytes === undefined ? value : Buffer.from($bytes, 'base64');
}
