import * as z from 'zod';
import { refuse } from '../../config/input-error.ts';
import { zodFaults } from '../../config/zod-problems.ts';
import { type Fault, faultsSchema } from './fault-schema.ts';

const expectations = {
  'faults.operation': 'a service and an operation, such as iam:CreateAccessKey',
  'faults.fault':
    'drop-before, drop-after, throttle, error-500-after, crash-before, crash-after, { code, status } or { byHand }',
};

/** The faults in `content`, or an InputError that lists everything wrong with them. */
export function parseFaults(content: unknown, source: string): Fault[] {
  const schema = z.object({ faults: faultsSchema });
  const faults = zodFaults(schema, { faults: content }, expectations).map(
    ({ path, expected, found }) => `${path}: expected ${expected}; found ${found}`,
  );
  refuse(source, faults);
  return faultsSchema.parse(content);
}
