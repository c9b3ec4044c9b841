import { describe, expect, it } from 'vitest';
import { excess, isOver, noteOf, pauseIn, pauseOf } from '../../../cli/schedule/pause-note.ts';
import { InputError } from '../../../config/input-error.ts';

describe('the pause that options ask for', () => {
  const now = new Date('2026-12-23T23:59:59Z');

  it('given blanks and line breaks, the reason is on one line', () => {
    const wanted = pauseOf({ reason: '  change\nfreeze ', until: '2026-12-24' }, now);
    expect(wanted).toEqual({ reason: 'change freeze', until: '2026-12-24' });
  });

  it.each([
    ['an empty reason', ' \n', '2026-12-24', '--reason is empty'],
    ['a day that has begun', 'x', '2026-12-23', '--until 2026-12-23 is not in the future'],
  ])('given %s, it is refused', (_, reason, until, says) => {
    const read = () => pauseOf({ reason, until }, now);
    expect(read).toThrow(InputError);
    expect(read).toThrow(says);
  });
});

const pause = { reason: 'change freeze', until: '2026-12-24', before: 'Starts the sweep.' };

describe('the note of a pause', () => {
  it('given a pause, a person can read it', () => {
    expect(noteOf(pause)).toBe('Paused until 2026-12-24: "change freeze". Before: Starts the sweep.');
  });

  it.each([
    ['a plain reason', pause],
    ['no description before', { ...pause, before: undefined }],
    ['quotes, backslashes and our own words in the reason', { ...pause, reason: 'a "b\\". Before: c' }],
    ['our own words in the description before', { ...pause, before: 'x". Before: y\nz' }],
    ['signs of other scripts', { ...pause, reason: 'Änderungsstopp 凍結' }],
  ])('given %s, it is read back as it was', (_, one) => {
    expect(pauseIn(noteOf(one))).toEqual(one);
  });

  it.each([
    undefined,
    '',
    'Starts the sweep. Disable it to pause.',
    'Paused until 2026-12-24: holidays',
    'Paused until tomorrow: "x".',
    'Paused until 2026-12-24: "\\x".',
  ])('given %j, which is no such note, there is none', (description) => {
    expect(pauseIn(description)).toBeUndefined();
  });

  it('given a reason that fills the description, one more character is too many', () => {
    const room = 512 - noteOf({ ...pause, reason: '' }).length;
    expect(excess({ ...pause, reason: 'x'.repeat(room) })).toBe(0);
    expect(excess({ ...pause, reason: 'x'.repeat(room + 1) })).toBe(1);
  });

  it.each([
    ['2026-12-23T23:59:59.999Z', false],
    ['2026-12-24T00:00:00Z', true],
  ])('given %s, whether a pause until 2026-12-24 is over is %s', (now, expected) => {
    expect(isOver(pause, new Date(now))).toBe(expected);
  });
});
