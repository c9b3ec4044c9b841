import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { startEmulatedAws } from './start-emulated-aws.ts';

const body = 'Action=ListAccessKeys&Version=2010-05-08&UserName=user-0';
const connections = 40;
const forMs = 2_000;

/** Returns how many calls a second the emulated AWS serves at least, without latency and rate, to a client that does nothing else. */
export async function capacity(): Promise<number> {
  const aws = await startEmulatedAws({ users: 1, state: 'steady', latency: 0, rate: Number.POSITIVE_INFINITY });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const began = performance.now();
    const counts = await Promise.all(
      Array.from({ length: connections }, async () => {
        let served = 0;
        for (; performance.now() < began + forMs; served += 1) await call(aws.url, agent);
        return served;
      }),
    );
    return Math.round(counts.reduce((sum, count) => sum + count, 0) / (forMs / 1_000));
  } finally {
    agent.destroy();
    aws.stop();
  }
}

function call(url: string, agent: Agent): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end(body);
  });
}
