import { expect, it } from 'vitest';
import { regionOf } from '../../../lib/model/region-of.ts';
import { secretArn } from '../../tools/builders.ts';

it.each([
  [secretArn, 'eu-west-1'],
  ['arn:aws:iam::123456789012:user/bob', ''],
  ['no ARN', ''],
  [undefined, ''],
])('given %s, the Region is "%s"', (arn, region) => {
  expect(regionOf(arn)).toBe(region);
});
