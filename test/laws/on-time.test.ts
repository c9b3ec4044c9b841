import { afterAll } from 'vitest';
import { anySchedule, sweepOnSchedule } from './random/sweep-on-schedule.ts';
import { eachRun, print, sizes } from './runs.ts';

const runs = eachRun(
  'on-time',
  'given keys swept on schedule from before they are due, none is Active past its time (G9)',
  { runs: sizes.onTime, arbitrary: anySchedule(20) },
  sweepOnSchedule,
);

afterAll(() => print(`${runs} runs of 20 sweeps on schedule`));
