import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { keyIdOf } from '../../lib/model/secret-state.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { secretsIn, shownBy } from './judges/secrets-in-text.ts';
import { randomFaults } from './random/random-faults.ts';
import { diceOf } from './random/random-numbers.ts';
import { type Answer, makeSweeper, reportIn } from './sweeper/sweeper.ts';

const seed = 20_260_303;
const start = new Date('2026-03-03T06:00:00Z');
const spread = { percent: 100, minimum: 500 };
const config = parseConfig(
  merge(defaults(), { mode: 'enforce', deploy: { alarmEmail: 'none' }, limits: spread }),
  'the test',
);

/** Users with one key or two, of all ages. */
function fiveHundredUsers(): Account {
  const users = Array.from({ length: 500 }, (_, i) => ({
    UserName: `user-${i}`,
    AccessKeys: [
      { Status: 'Active', ageDays: (i * 7) % 120 },
      ...(i % 9 === 0 ? [{ Status: i % 2 ? 'Active' : 'Inactive', ageDays: (i * 11) % 200 }] : []),
    ],
    uses: ['newest', 'oldest', 'none'][i % 3],
  }));
  return accountOf(parseAccount({ now: start.toISOString(), users }, 'the test', start));
}

/** Now and then lets AWS refuse to store a key and say what it was sent; gives how often. */
function echoes(account: Account, dice: () => number): { count: number } {
  const echoed = { count: 0 };
  const usual = account.intercept;
  account.intercept = (call, serve) => {
    if (call.operation !== 'secretsmanager:PutSecretValue' || dice() > 0.1) {
      return usual ? usual(call, serve) : serve();
    }
    echoed.count += 1;
    const key = account.minted.get(keyIdOf(call.VersionId ?? '') ?? '')?.key;
    throw new ServiceError('ValidationException', 400, `Not valid: ${JSON.stringify(JSON.stringify(key))}`);
  };
  return echoed;
}

/** Now and then cuts an answer short, so that the SDK cannot read it and complains of what it did read. */
function scissors(dice: () => number): {
  cut: number;
  cutSecrets: number;
  onTheWay: (answer: Answer) => Answer;
} {
  const count = { cut: 0, cutSecrets: 0 };
  return Object.assign(count, {
    onTheWay: ({ response }: Answer) => {
      const holdsSecret = response.body.includes('CANARY');
      if (dice() > (holdsSecret ? 0.1 : 0.01)) return { response };
      count.cut += 1;
      if (holdsSecret) count.cutSecrets += 1;
      return { response: { ...response, body: response.body.subarray(0, response.body.length * 0.8) } };
    },
  });
}

/** Six sweeps, every other one 70 minutes after the one before; gives all that came out of them. */
async function sweepAll(account: Account, onTheWay: (answer: Answer) => Answer): Promise<string[]> {
  const sweepNow = makeSweeper(onTheWay);
  const out: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...said) => out.push(...said.flatMap(shownBy)));
  }
  vi.spyOn(process, 'emitWarning').mockImplementation((warning) => out.push(...shownBy(warning)));
  for (let n = 0; n < 6; n++) {
    account.clock.set(n % 2 ? addMinutes(account.clock.now(), 70) : addDays(start, 7 * n));
    const ending = await sweepNow(account, config, {
      id: `sweep-${n}`,
      log: (message, fields) => out.push(message, ...shownBy(fields)),
      observe: (counts) => out.push(...shownBy(counts)),
    });
    out.push(ending.constructor.name, ...shownBy(ending), ...shownBy(reportIn(ending)));
  }
  vi.restoreAllMocks();
  return [...out, ...account.published.flatMap(shownBy)];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('G5 no secret is told', () => {
  it('given 500 users and random faults, it is in no log line, error, notice, metric or return value', async () => {
    const account = fiveHundredUsers();
    const dice = diceOf(seed);
    const cuts = scissors(dice);
    const befallen = randomFaults(account, dice, { fault: 0.05, crash: 0.0002 });
    const echoed = echoes(account, dice);
    const out = await sweepAll(account, cuts.onTheWay);
    const secrets = [...account.minted.values()].filter(({ key }) => key.isMinted).length;
    const kinds = [...Map.groupBy(befallen, ({ kind }) => kind)].map(
      ([kind, all]) => `${kind} ${all.length}`,
    );
    console.info(
      `No secret is told (seed ${seed}): ${secrets} secrets, ${echoed.count} of them echoed, ${cuts.cutSecrets} cut short; ` +
        `faults: ${kinds.join(', ')}, cut short ${cuts.cut}; ${out.join('').length} characters searched`,
    );
    expect(Math.min(echoed.count, cuts.cutSecrets, secrets / 100, out.length / 1000)).toBeGreaterThan(2);
    expect(out).toContain('SweepError');
    expect(out.flatMap(secretsIn)).toEqual([]);
  });

  it.each<[string, (secret: string) => unknown]>([
    ['a message', (secret) => new Error(secret)],
    ['a cause of a cause', (secret) => new Error('x', { cause: new Error('y', { cause: { secret } }) })],
    ['one error of many', (secret) => new AggregateError([new Error('x'), new Error(secret)], 'z')],
    ['a hidden property', (secret) => Object.defineProperty({}, 'hidden', { value: [[[[secret]]]] })],
    ['a map', (secret) => new Map([[{ secret }, 1]])],
    ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ])('given it is told in %s, the search finds it', (_, tell) => {
    expect(shownBy(tell('CANARYabcdef')).flatMap(secretsIn)).not.toEqual([]);
  });
});
