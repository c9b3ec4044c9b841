import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { isOver, timingOf } from '../../../lib/aws/timing.ts';
import { now } from '../../tools/builders.ts';

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
