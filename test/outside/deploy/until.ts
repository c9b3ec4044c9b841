import { setTimeout as sleep } from 'node:timers/promises';

/** Calls `ask` until it returns something, and returns that. Throws after `seconds`, naming what it waited for. */
export async function until<Answer>(what: string, ask: () => Promise<Answer | undefined>, seconds = 120): Promise<Answer> {
  for (let left = seconds * 4; left > 0; left--) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(250);
  }
  throw new Error(`Waited ${seconds} seconds in vain for ${what}`);
}
