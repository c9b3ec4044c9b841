import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopOnInterrupt } from '../../../cli/terminal/stop-on-interrupt.ts';
import { isOver } from '../../../lib/aws/timing.ts';
import { now } from '../../tools/builders.ts';

/** A terminal on which Ctrl-C is pressed at these milliseconds, or another signal comes. */
function pressedAt(moments: readonly number[], signal = 'SIGINT') {
  const events = new EventEmitter();
  const said: string[] = [];
  const exits: number[] = [];
  let clock = 0;
  const { stop, release } = stopOnInterrupt({ events, now: () => clock, say: (text) => said.push(text), exit: (code) => exits.push(code) });
  for (const moment of moments) {
    clock = moment;
    events.emit(signal);
  }
  release();
  return { isStopped: stop.aborted, said: said.length, exits, listeners: events.eventNames() };
}

describe('Ctrl-C', () => {
  it.each([
    ['none', [], { isStopped: false, said: 0, exits: [] }],
    ['one', [1_000], { isStopped: true, said: 1, exits: [] }],
    ['one, which npm passes on too', [1_000, 1_499], { isStopped: true, said: 1, exits: [] }],
    ['a second one', [1_000, 1_500], { isStopped: true, said: 1, exits: [130] }],
  ])('given %s, the sweep stops once and the second ends it', (_, moments, what) => {
    expect(pressedAt(moments)).toEqual({ ...what, listeners: [] });
  });

  it.each(['SIGTERM', 'SIGHUP'])('given %s instead, as of a CI job or a closed terminal, it stops as well', (signal) => {
    expect(pressedAt([1_000], signal)).toEqual({ isStopped: true, said: 1, exits: [], listeners: [] });
  });

  it('given a stop, it is too late to begin with another user, whatever the time', () => {
    const clock = () => now;
    expect(isOver(undefined, { clock, stop: AbortSignal.abort() })).toBe(true);
    expect(isOver(undefined, { clock, stop: new AbortController().signal })).toBe(false);
  });
});
