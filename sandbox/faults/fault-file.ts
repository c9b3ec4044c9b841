import * as z from 'zod';
import { refuse } from '../../config/input-error.ts';
import { zodProblems } from '../../config/zod-problems.ts';
import { type Fault, faultsSchema } from './fault-schema.ts';

const expectations = {
  'faults.operation': 'a service and an operation, such as iam:CreateAccessKey',
  'faults.fault':
    'drop-before, drop-after, throttle, error-500-after, crash-before, crash-after, { code, status } or { byHand }',
};

/** Returns the faults in `content`. Throws an InputError that lists every problem; `source` names the file in it. */
export function parseFaults(content: unknown, source: string): Fault[] {
  refuse(source, zodProblems(z.object({ faults: faultsSchema }), { faults: content }, expectations));
  return faultsSchema.parse(content);
}
