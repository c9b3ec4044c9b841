import { afterAll, describe } from 'vitest';
import { anySchedule, sweepOnSchedule } from './random/sweep-on-schedule.ts';
import { eachRun, print, sizes } from './runs.ts';

describe('given keys swept on schedule from before they are due, none is Active past its time (G9)', () => {
  eachRun('on-time', { runs: sizes.onTime, arbitrary: anySchedule(20) }, sweepOnSchedule);
});

afterAll(() => print(`${sizes.onTime} runs of 20 sweeps on schedule`));
