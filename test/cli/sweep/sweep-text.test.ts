import { describe, expect, it } from 'vitest';
import { missedRotationsText, questionText, stoppedText, sweepText } from '../../../cli/sweep/sweep-text.ts';
import { userOfAge, world } from '../../whole/world.ts';
import { longLines } from '../long-lines.ts';

describe('the question before a sweep', () => {
  const stage = { stage: 'prod', accountId: '123456789012' };

  it.each([
    [{}, 'Sweep all users of AWS account 123456789012 (prod) now? It replaces, deactivates'],
    [{ users: ['ann', 'bob'] }, 'Sweep ann, bob of AWS'],
    [{ users: ['ann'], force: true }, 'now? It replaces the newest keys at any age, and replaces, deactivates'],
    [{ users: ['ann'], force: true, keys: ['AKIAIOSFODNN7EXAMPLE'] }, 'now? It replaces AKIAIOSFODNN7EXAMPLE at any age, and replaces'],
  ])('given %j, it says whose keys and what happens to them', (request, says) => {
    expect(questionText(stage, request)).toContain(says);
    expect(questionText(stage, request)).toMatch(/"plan" shows what\. Type yes to go on: $/);
  });

  it('given a freeze, it says that no key changes', () => {
    const freeze = { until: '2026-12-24', reason: 'sales' };
    expect(questionText({ ...stage, freeze }, { users: ['ann'], force: true })).toBe(
      'Sweep ann of AWS account 123456789012 (prod) now? There is a freeze until 2026-12-24 ("sales"): no key is replaced, ' +
        'deactivated or deleted, and owners are reminded of what they were told. Type yes to go on: ',
    );
  });
});

describe('a sweep as text', () => {
  const users = [userOfAge('alice', 65), userOfAge('bob', 1)];

  it.each([
    ['enforce', /^alice AKIA\w+: create done, created AKIA\w+: 65 days old/, '1 created, 0 deactivated,'],
    ['report', /^alice AKIA\w+: create rehearsed: 65 days old/, '1 would be created, 0 would be deactivated,'],
  ] as const)('given mode %s, it says what was done to which key, then the sums', async (mode, key, sums) => {
    const { report } = await world(users, { config: { mode } }).sweep();
    const text = sweepText(report, mode, 1_000);
    expect(text).toMatch(key);
    expect(text).not.toContain('bob');
    expect(text).toContain(`\n2 users, 2 keys: ${sums}`);
    expect(text.endsWith('Mode is report: nothing was changed.')).toBe(mode === 'report');
  });

  it('given a freeze, it says so, and what would be done', async () => {
    const freezes = [{ from: '2026-03-01', to: '2026-03-10', reason: 'sales' }];
    const { report } = await world(users, { config: { freezes } }).sweep();
    const text = sweepText(report, 'enforce', 1_000);
    expect(text).toContain('1 would be created, 0 would be deactivated,');
    expect(text).toMatch(/There is a freeze until 2026-03-10 \("sales"\): no key and no secret was changed\.$/);
  });

  it('given a narrow terminal, no line that could be shorter is longer, and what is continued is indented', async () => {
    const { report } = await world(users).sweep();
    const text = sweepText(report, 'enforce', 40);
    expect(longLines(text, 40)).toEqual([]);
    expect(text).toMatch(/^alice .*\n {2}\S/);
  });
});

describe('a stopped sweep as text', () => {
  it.each([
    [0, 'Stopped, when all users were done with.'],
    [5, 'u0, u1, u2, u3, u4. The same command'],
    [6, 'u0, u1, u2, u3, u4 and 1 more. The same command'],
  ])('given %i users that were not reached, five are named', (many, says) => {
    expect(stoppedText(Array.from({ length: many }, (_, n) => `u${n}`))).toContain(says);
  });

  it('given a forced sweep, nothing is said to go on with them: the command that does is another', () => {
    expect(stoppedText(['u0'], true)).toBe('Stopped: nothing was done for u0.');
  });
});

describe('missed rotations as text', () => {
  const missedRotations = ['ann', 'bob'].map((UserName) => ({ UserName, reason: 'because', mayFollow: true }));
  const missed = ['Not replaced: ann, because', 'Not replaced: bob, because'];
  const follows = (who: string) => `A continuation in about 70 minutes replaces the keys of: ${who}`;
  const command = (who: string) => `No sweep does that by itself. To repeat it: npm run sweeper -- sweep --stage prod ${who} --force`;

  it.each<[string, string[], string[]]>([
    ['neither', [], [...missed, command('--user="ann" --user="bob"')]],
    ['one', ['bob'], [...missed, follows('bob'), command('--user="ann"')]],
    ['both', ['ann', 'bob'], [...missed, follows('ann bob')]],
  ])('given two users of whom %s will be replaced by a continuation, it says so', (_, forcedAgain, lines) => {
    expect(missedRotationsText({ missedRotations, forcedAgain }, { stage: 'prod' })).toEqual(lines);
  });

  it('given an orphan takes the slot of one, it says that its continuation comes a day later', () => {
    const waiting = missedRotations.map((one) =>
      one.UserName === 'bob' ? { ...one, mayFollow: false, waitsForOrphan: true as const } : one,
    );
    const lines = missedRotationsText({ missedRotations: waiting, forcedAgain: ['ann', 'bob'] }, { stage: 'prod' });
    expect(lines).toEqual([...missed, follows('ann'), 'A continuation in about 25 hours replaces the keys of: bob']);
  });

  it('given a profile and a region were named, the command that repeats it names them too', () => {
    const where = { stage: 'prod', profile: 'security', region: 'eu-west-1' };
    const [, , last] = missedRotationsText({ missedRotations, forcedAgain: [] }, where);
    expect(last).toContain('--stage prod --profile="security" --region eu-west-1 --user="ann" --user="bob" --force');
  });

  it('given a key was named, the command that repeats it names it too', () => {
    const options = { stage: 'prod', key: ['AKIAIOSFODNN7EXAMPLE'] };
    const [, , last] = missedRotationsText({ missedRotations, forcedAgain: [] }, options);
    expect(last).toContain('--user="ann" --user="bob" --key AKIAIOSFODNN7EXAMPLE');
  });

  it('given a freeze, it says first how to end it', () => {
    const freeze = { until: '2026-12-24', reason: 'sales' };
    const [, , last] = missedRotationsText({ missedRotations, forcedAgain: [], freeze }, { stage: 'prod' });
    expect(last).toMatch(
      /^No sweep does that by itself\. Remove the freeze from config\/prod\.yml and deploy\. To repeat it then: npm run/,
    );
  });

  it('given all were replaced, it is empty', () => {
    expect(missedRotationsText({ missedRotations: [], forcedAgain: [] }, { stage: 'prod' })).toEqual([]);
  });
});
