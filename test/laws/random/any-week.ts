import * as fc from 'fast-check';
import { type Fault, faultNames } from '../../../sandbox/faults/fault-schema.ts';
import { manualChangeNames } from '../../../sandbox/faults/manual-change.ts';
import { anyDeed, type Deed } from './any-deed.ts';
import { type Deployment, deployments } from './any-deployment.ts';

/** A fault, or what a person does, at one call of a week: the call of this number, or the first of this operation. */
export type Mishap = { at: number | string; fault: Fault['fault'] | Deed };

/**
 * Which other sweep runs in a week: one beside the week's own sweep, call by call; one right after it; or the
 * continuation, if the week's own sweep asked for one.
 */
export const otherSweeps = ['none', 'beside', 'after', 'continuation'] as const;

/** One week of a run. */
export type Week = {
  /** Until the next week's sweep is due. */
  days: number;
  lateMinutes: number;
  mishaps: Mishap[];
  other: (typeof otherSweeps)[number];
  deployed: Deployment;
  /** The seed of the order in which the calls of two sweeps side by side are made. */
  order: number;
};

const answers = [
  { code: 'AccessDenied', status: 403 },
  { code: 'InternalFailure', status: 500 },
];

/** The name of each kind of mishap. */
export const mishapNames: readonly string[] = [...faultNames, ...answers.map(({ code }) => code), ...manualChangeNames];

/** Calls between which a key or its secret exists only in the sweep's memory, or must not be lost. */
const delicate = [
  'iam:TagUser',
  'secretsmanager:CreateSecret',
  'iam:CreateAccessKey',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
  'iam:UpdateAccessKey',
  'iam:DeleteAccessKey',
];

const mishap: fc.Arbitrary<Mishap> = fc.record({
  at: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 90 }) }, fc.constantFrom(...delicate)),
  fault: fc.oneof(fc.constantFrom(...faultNames), fc.constantFrom(...answers), anyDeed),
});

/** Any week; `missed` is how many sweeps after its own are missed. */
export const anyWeek: fc.Arbitrary<Omit<Week, 'days'> & { missed: number }> = fc.record({
  missed: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  lateMinutes: fc.nat({ max: 60 }),
  mishaps: fc.array(mishap, { maxLength: 3 }),
  other: fc.oneof({ weight: 4, arbitrary: fc.constant(otherSweeps[0]) }, fc.constantFrom(...otherSweeps)),
  deployed: fc.oneof({ weight: 20, arbitrary: fc.constant(deployments[0]) }, fc.constantFrom(...deployments)),
  order: fc.nat(),
});
