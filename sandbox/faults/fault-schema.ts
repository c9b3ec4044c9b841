import * as z from 'zod';
import { deedNames } from './manual-changes.ts';

/** The faults that have a name. */
export const faultNames = [
  'drop-before',
  'drop-after',
  'throttle',
  'error-500-after',
  'crash-before',
  'crash-after',
] as const;

const deed = z.strictObject({
  byHand: z.enum(deedNames),
  AccessKeyId: z.string().optional(),
  tag: z.strictObject({ Key: z.string().min(1), Value: z.string().optional() }).optional(),
});

const answer = z.strictObject({ code: z.string().min(1), status: z.int().min(400).max(599) });

const fault = z.strictObject({
  /** In which sweep; in all of them if there is none. */
  sweep: z.int().min(1).optional(),
  operation: z.string().regex(/^(iam|sts|secretsmanager|sns|scheduler):[A-Z]\w+$/),
  /** About which user; about anybody if there is none. */
  UserName: z.string().min(1).optional(),
  /** How many such calls pass first. */
  skip: z.int().min(0).optional(),
  /** How many calls are hit; 1 if not said. */
  times: z.int().min(1).optional(),
  fault: z.union([z.enum(faultNames), answer, deed]),
});

/** A file of faults (DESIGN §7), and beyond the design what people do by hand right before a call. */
export const faultsSchema = z.array(fault);

export type Fault = z.infer<typeof fault>;
