import { expect, it } from 'vitest';
import { isExpression, isZone } from '../../../sandbox/services/schedule-expression.ts';

it.each([
  ['at(2026-03-03T07:10:00)', true],
  ['at(2026-03-03)', false],
  ['at(2026-13-03T07:10:00)', false],
  ['rate(1 day)', true],
  ['rate(5 minutes)', true],
  ['rate(0 days)', false],
  ['rate(2 weeks)', false],
  ['cron(0 6 ? * TUE *)', true],
  ['cron(0 6 L * ? 2026-2027)', true],
  ['cron(0 6 ? * MON#1 *)', true],
  ['cron(0 6 ? * 1 *)', true],
  ['cron(0 6 ? * 7 *)', true],
  ['cron(0 6 ? * 0 *)', false],
  ['cron(0 6 ? * 8 *)', false],
  ['cron(0 6 * * * *)', false],
  ['cron(0 6 ? * ? *)', false],
  ['cron(0 6 ? * TUE)', false],
  ['cron(0 6 ? * TUE * *)', false],
  ['cron(0 23 ? * TUE *)', true],
  ['cron(0 24 ? * TUE *)', false],
  ['every(1 day)', false],
  ['rate(1 day) ', false],
  ['', false],
])('given the expression %j, Scheduler can run it: %s', (expression, can) => {
  expect(isExpression(expression)).toBe(can);
});

it.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['Europe/Mars', false],
  ['+01:00', false],
  ['', false],
])('given %j, it is a time zone: %s', (name, is) => {
  expect(isZone(name)).toBe(is);
});
