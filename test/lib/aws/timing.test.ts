import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { isOver, timingOf } from '../../../lib/aws/timing.ts';
import { now } from '../../tools/builders.ts';

describe('how a sweep divides its time', () => {
  it('given no end, there is no limit', () => {
    expect(timingOf(now, undefined)).toBeUndefined();
  });

  it.each([
    [900, 540, 780],
    [100, 60, 80],
    [0, 0, 0],
  ])('given %i seconds, it reads until second %i and acts until second %i', (seconds, look, act) => {
    const end = addSeconds(now, seconds);
    expect(timingOf(now, end)).toEqual({ look: addSeconds(now, look), act: addSeconds(now, act) });
  });

  it.each<[given: string, expected: boolean, until: Date | undefined, stop?: AbortSignal]>([
    ['no limit', false, undefined],
    ['no limit, and a person who stopped it', true, undefined, AbortSignal.abort()],
    ['a second left', false, addSeconds(now, 1)],
    ['a second left, and a person who stopped it', true, addSeconds(now, 1), AbortSignal.abort()],
    ['the moment of the limit', true, now],
  ])('given %s, it is over: %s', (_, expected, until, stop) => {
    expect({ isOver: isOver(until, { clock: () => now, ...(stop && { stop }) }) }).toEqual({ isOver: expected });
  });
});
