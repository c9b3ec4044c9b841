import { expect, it } from 'vitest';
import { type PlanOptions, runPlan } from '../../../cli/plan/run.ts';
import { exitCodeOf } from '../../../cli/terminal/program.ts';
import { file } from '../../whole/commands/process.ts';

it.each<[string, Partial<PlanOptions>, string]>([
  ['a stage without settings', { stage: 'moon' }, 'config/moon.yml'],
  ['--config without --forecast', { config: 'x.yml' }, '--config needs --forecast'],
  ['a wrong config', { forecast: 26, config: file('w.yml', 'mode: on\n') }, 'mode: expected'],
])('given %s, plan is refused with 64 before it connects', async (_, options, says) => {
  const thrown = await runPlan({ stage: 'prod', owners: 'move', ...options }).catch((error: Error) => error);
  expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
  expect(String(thrown)).toContain(says);
});
