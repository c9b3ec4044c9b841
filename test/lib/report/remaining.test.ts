import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { isOver, timingOf } from '../../../lib/aws/timing.ts';
import type { Carried, Decision, Result } from '../../../lib/model/types.ts';
import { chunkBySize, remainingUsers } from '../../../lib/report/remaining.ts';
import { carriedOut, decision, keyHolder, now, plan } from '../../tools/builders.ts';

function carried(UserName: string, result: Partial<Result>, overrides: Partial<Decision> = {}): Carried {
  return carriedOut(plan([decision(overrides)], { holder: keyHolder({ UserName }) }), result);
}

const remaining = (...all: Carried[]) => remainingUsers({ carried: all, failures: [], unreached: [] });

describe('who remains', () => {
  it('given an act deferred by what happened, that user', () => {
    expect(remaining(carried('bob', { outcome: 'deferred' }), carried('eve', { outcome: 'done' }))).toEqual([
      'bob',
    ]);
  });

  it('given an act spread by the limits, nobody', () => {
    expect(remaining(carried('bob', { outcome: 'deferred' }, { postponed: 'deferred' }))).toEqual([]);
  });

  it('given an act that was held, nobody', () => {
    expect(remaining(carried('bob', { outcome: 'held' }, { postponed: 'held' }))).toEqual([]);
  });

  it('given another sweep is at work on a user, that user', () => {
    const inFlight = { rule: 'in-flight', action: 'keep', postponed: 'deferred' } as const;
    expect(remaining(carried('bob', { outcome: 'deferred' }, inFlight))).toEqual(['bob']);
  });

  it('given an act deferred beside one that was done, that user', () => {
    const { plan: both } = carried('bob', {});
    const results = (['deferred', 'done'] as const).map((outcome) => ({ decision: decision(), outcome }));
    expect(remaining({ plan: both, results, failures: [] })).toEqual(['bob']);
  });

  it('given a user that failed before anything was decided, that user', () => {
    const failures = [{ UserName: 'zoe', error: new Error('x') }, { error: new Error('y') }];
    expect(remainingUsers({ carried: [], failures, unreached: [] })).toEqual(['zoe']);
  });

  it('given failures and users not reached, each of them once, in order', () => {
    const error = new Error('x');
    const failures = [{ UserName: 'eve', error }, { error }, { UserName: 'bob', error }];
    const users = remainingUsers({
      carried: [carried('eve', { outcome: 'deferred' })],
      failures,
      unreached: ['al', 'bob'],
    });
    expect(users).toEqual(['al', 'bob', 'eve']);
  });
});

describe('the input of a schedule', () => {
  it('given nobody, there is none', () => {
    expect(chunkBySize([])).toEqual([]);
  });

  it.each([
    [14, [['alice', 'bob']]],
    [13, [['alice'], ['bob']]],
    [1, [['alice'], ['bob']]],
  ])('given a limit of %i bytes, it is split so that each fits', (limit, chunks) => {
    expect(chunkBySize(['alice', 'bob'], limit)).toEqual(chunks);
  });

  it('given 10,000 of the longest names, each part fits into 256 KB and nobody is left out', () => {
    const names = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(64, 'x'));
    const chunks = chunkBySize(names);
    expect(chunks.flat()).toEqual(names);
    for (const chunk of chunks) expect(JSON.stringify(chunk).length).toBeLessThanOrEqual(250_001);
    expect(chunks).toHaveLength(3);
  });
});

describe('how a sweep shares its time', () => {
  it('given no end, it takes all that it needs', () => {
    expect(timingOf(now, undefined)).toBeUndefined();
    expect(isOver(undefined, { clock: () => now })).toBe(false);
  });

  it.each([
    [900, 540, 780],
    [100, 60, 80],
    [0, 0, 0],
  ])('given %i seconds, it looks for %i and acts until %i', (seconds, look, act) => {
    const end = addSeconds(now, seconds);
    expect(timingOf(now, end)).toEqual({ look: addSeconds(now, look), act: addSeconds(now, act) });
  });

  it('given the moment itself, it is over', () => {
    expect(isOver(now, { clock: () => now })).toBe(true);
    expect(isOver(now, { clock: () => addSeconds(now, -1) })).toBe(false);
  });
});
