import * as z from 'zod';
import { secretSchema } from '../account/account-schema.ts';
import { manualChangeNames } from './manual-change.ts';

/** The faults that have a name. */
export const faultNames = [
  // The connection breaks before or after the call takes effect.
  'drop-before',
  'drop-after',
  'throttle',
  // The call takes effect, but the answer is an internal error.
  'error-500-after',
  // The process that sweeps ends before or after the call takes effect.
  'crash-before',
  'crash-after',
] as const;

/** A person changes the user right before the call, which is then served. */
const manualChange = z.strictObject({
  byHand: z.enum(manualChangeNames),
  AccessKeyId: z.string().optional(),
  tag: z.strictObject({ Key: z.string().min(1), Value: z.string().optional() }).optional(),
  UserName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/)
    .optional(),
  Path: z
    .string()
    .regex(/^\/([!-~]+\/)?$/)
    .optional(),
  secret: secretSchema.omit({ Name: true }).optional(),
});

/** The call is not executed; it is answered with this error. */
const answer = z.strictObject({ code: z.string().min(1), status: z.int().min(400).max(599) });

const fault = z.strictObject({
  /** The number of a sweep, from 1; without it, every sweep. */
  sweep: z.int().min(1).optional(),
  operation: z.string().regex(/^(iam|sts|secretsmanager|sns|scheduler):[A-Z]\w+$/),
  /** The user that the call concerns; without it, any. */
  UserName: z.string().min(1).optional(),
  /** How many such calls are skipped first; without it, none. */
  skip: z.int().min(0).optional(),
  /** How many calls are hit; without it, one. */
  times: z.int().min(1).optional(),
  fault: z.union([z.enum(faultNames), answer, manualChange]),
});

/** The file that `--faults` reads. Other programs write it, so fields may be added but never changed. */
export const faultsSchema = z.array(fault);

export type Fault = z.infer<typeof fault>;
