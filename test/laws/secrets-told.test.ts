import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sesSmtpPassword } from '../../lib/act/ses-smtp-password.ts';
import { keyIdOf } from '../../lib/model/secret-state.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { secretsIn, smtpPasswordsIn, textsOf } from './judges/secrets-in-text.ts';
import { randomFaults } from './random/random-faults.ts';
import { randomNumbers } from './random/random-numbers.ts';
import { again, print, seed, sizes } from './runs.ts';
import { enforcing } from './sweeper/enforcing.ts';
import { type Answer, makeSweeper, reportIn } from './sweeper/sweeper.ts';

const start = new Date('2026-03-03T06:00:00Z');
const config = enforcing({ limits: { percent: 100, minimum: 500 } });

const mailRegion = 'eu-west-1';

/** Users with one key or two, of all ages; half of them send mail. */
function accountWith(users: number): Account {
  const file = Array.from({ length: users }, (_, i) => ({
    UserName: `user-${i}`,
    AccessKeys: [
      {
        Status: 'Active',
        ageDays: (i * 7) % 120,
        ...(i % 2 === 0 && { LastUsedDate: start.toISOString(), LastUsedService: 'ses', LastUsedRegion: mailRegion }),
      },
      ...(i % 9 === 0 ? [{ Status: i % 2 ? 'Active' : 'Inactive', ageDays: (i * 11) % 200 }] : []),
    ],
    uses: ['newest', 'oldest', 'none'][i % 3],
  }));
  return accountOf(parseAccount({ now: start.toISOString(), users: file }, 'the test', start));
}

/** Lets AWS refuse one in ten values of secrets with an error that repeats the value. Returns a count of them. */
function echoes(account: Account, random: () => number): { count: number } {
  const echoed = { count: 0 };
  const usual = account.intercept;
  account.intercept = (call, serve) => {
    if (call.operation !== 'secretsmanager:PutSecretValue' || random() > 0.1) {
      return usual ? usual(call, serve) : serve();
    }
    echoed.count += 1;
    // In turn, so that one does not hide the other. AWS cannot repeat a password that the value does not have.
    const { key: minted, user } = account.minted.get(keyIdOf(call.VersionId ?? '') ?? '') ?? {};
    const isMailer = user?.keys.some(({ lastUse }) => lastUse?.service === 'ses');
    const password = minted && isMailer && echoed.count % 2 ? sesSmtpPassword(minted.SecretAccessKey, mailRegion) : undefined;
    throw new ServiceError('ValidationException', 400, `Not valid: ${password ?? JSON.stringify(JSON.stringify(minted))}`);
  };
  return echoed;
}

/** Cuts some answers short, so that the SDK cannot read them and throws an error with what it did read. */
function cuts(random: () => number): { cut: number; cutSecrets: number; onTheWay: (answer: Answer) => Answer } {
  const count = { cut: 0, cutSecrets: 0 };
  return Object.assign(count, {
    onTheWay: ({ response }: Answer) => {
      const holdsSecret = response.body.includes('CANARY');
      if (random() > (holdsSecret ? 0.1 : 0.01)) return { response };
      count.cut += 1;
      if (holdsSecret) count.cutSecrets += 1;
      return { response: { ...response, body: response.body.subarray(0, response.body.length * 0.8) } };
    },
  });
}

/** Sweeps six times, every other time 70 minutes after the time before. Returns every text that came out. */
async function sweepAll(account: Account, onTheWay: (answer: Answer) => Answer): Promise<string[]> {
  const sweepNow = makeSweeper(onTheWay);
  const out: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...said) => out.push(...said.flatMap(textsOf)));
  }
  vi.spyOn(process, 'emitWarning').mockImplementation((warning) => out.push(...textsOf(warning)));
  for (let n = 0; n < 6; n++) {
    account.clock.set(n % 2 ? addMinutes(account.clock.now(), 70) : addDays(start, 7 * n));
    const ending = await sweepNow(account, config, {
      id: `sweep-${n}`,
      log: (message, fields) => out.push(message, ...textsOf(fields)),
      observe: (counts) => out.push(...textsOf(counts)),
    });
    out.push(ending.constructor.name, ...textsOf(ending), ...textsOf(reportIn(ending)));
  }
  vi.restoreAllMocks();
  return [...out, ...account.published.flatMap(textsOf)];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('G5 no secret is told', () => {
  const users = sizes.secretsTold;

  it(`given ${users} users and random faults, no log line, error, notice, metric or return value shows one`, async () => {
    const account = accountWith(users);
    const random = randomNumbers(seed);
    const cut = cuts(random);
    // So that about one of the six sweeps crashes.
    const faulty = randomFaults(account, random, { fault: 0.05, crash: 0.02 / users });
    const echoed = echoes(account, random);
    const out = await sweepAll(account, cut.onTheWay);
    const secrets = [...account.minted.values()].filter(({ key }) => key.isMinted).length;
    const kinds = [...Map.groupBy(faulty, ({ kind }) => kind)].map(([kind, all]) => `${kind} ${all.length}`);
    print(
      `No secret is told: ${users} users, ${secrets} secrets, ${echoed.count} of them echoed, ${cut.cutSecrets} cut short; ` +
        `faults: ${kinds.join(', ')}, cut short ${cut.cut}; ${out.join('').length} characters searched`,
    );
    const least = users / 250;
    expect(echoed.count, 'echoed secrets').toBeGreaterThan(least);
    expect(cut.cutSecrets, 'secrets cut short').toBeGreaterThan(least);
    expect(secrets, 'secrets').toBeGreaterThan(100 * least);
    expect(out.length, 'texts').toBeGreaterThan(1000 * least);
    expect(out.includes('SweepError'), 'a sweep failed').toBe(true);
    const minted = [...account.minted.values()].map(({ key }) => key).filter(({ isMinted }) => isMinted);
    const stored = [...account.secrets.values()].flatMap(({ versions }) => [...versions.values()]);
    const withPassword = stored.filter(({ SecretString }) => smtpPasswordsIn(SecretString, minted, [mailRegion]).length > 0);
    expect(withPassword.length, 'stored passwords').toBeGreaterThan(10 * least);
    expect(smtpPasswordsIn(out.join('\n'), minted, [mailRegion]), again('secrets-told', `USERS=${users}`)).toEqual([]);
    expect(out.flatMap(secretsIn), again('secrets-told', `USERS=${users}`)).toEqual([]);
  });

  it.each<[string, (secret: string) => unknown]>([
    ['a message', (secret) => new Error(secret)],
    ['a cause of a cause', (secret) => new Error('x', { cause: new Error('y', { cause: { secret } }) })],
    ['one error of many', (secret) => new AggregateError([new Error('x'), new Error(secret)], 'z')],
    ['a hidden property', (secret) => Object.defineProperty({}, 'hidden', { value: [[[[secret]]]] })],
    ['a map', (secret) => new Map([[{ secret }, 1]])],
    ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ])('given it is told in %s, the search finds it', (_, tell) => {
    expect(textsOf(tell('CANARYabcdef')).flatMap(secretsIn)).not.toEqual([]);
  });
});
