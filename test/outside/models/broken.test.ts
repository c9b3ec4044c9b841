import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../../sandbox/serve/answer.ts';
import { breaks, wrongName } from './breaks.ts';
import { lineOf } from './exchange.ts';
import { type CallName, exchangesOf } from './exchanges-of.ts';
import { judge } from './judge.ts';

let exchanges: Record<CallName, Exchange>;

beforeAll(async () => {
  exchanges = await exchangesOf();
});

/** Returns what the judge finds wrong with each exchange, as one text. */
function wrongIn(lines: readonly string[]): string[] {
  return judge(lines).map(({ wrong }) => wrong.join('\n'));
}

describe('the judge of exchanges', () => {
  it('given what the sandbox answers, nothing is wrong', () => {
    const whole = Object.values(exchanges).map((exchange) => lineOf(exchange, false));
    expect(wrongIn(whole)).toEqual(whole.map(() => ''));
  });

  it('given an exchange that is wrong in one place, it says so', () => {
    const found = wrongIn(breaks.map(([, call, change]) => lineOf(change(exchanges[call]), false)));
    for (const [n, [what, , , expected]] of breaks.entries()) expect.soft(found[n], `given ${what}`).toContain(expected);
  });

  it('given a wrong request of a test of the sandbox, it may be refused and not accepted', () => {
    const [refused, accepted] = wrongIn([exchanges.noUser, exchanges.list].map((exchange) => lineOf(wrongName(exchange), true)));
    expect(refused).toBe('');
    expect(accepted).toMatch(/^accepted request: UserName is 'a.b', but/);
  });
});
