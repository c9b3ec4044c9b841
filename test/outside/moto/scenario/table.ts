import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../../../config/read-stage.ts';
import { keys } from './keys.ts';
import type { Scenario } from './scenario.ts';
import { secrets } from './secrets.ts';
import { users } from './users.ts';

const sample = join(import.meta.dirname, '../../../../sandbox/sample');
type Sample = Required<Pick<Scenario, 'users' | 'secrets'>>;

/** Every scenario that both sides play. */
export const scenarios: readonly Scenario[] = [
  {
    given: 'the sample account, which shows every rule',
    ...(JSON.parse(readFileSync(`${sample}.json`, 'utf8')) as Sample),
    config: readYaml(`${sample}.yml`) as object,
    weeks: 4,
  },
  ...keys,
  ...users,
  ...secrets,
];
