import { expect, it } from 'vitest';
import { inactiveMarkOf } from '../../../lib/model/inactive.ts';
import { accessKey, ago, evidence, first } from '../../tools/builders.ts';

const marked = { inactiveSince: { [first]: 9 } };

it.each<[given: string, at: Date | undefined, Status: string, evidence: Parameters<typeof evidence>[0]]>([
  ['an Inactive key with a mark', ago(9), 'Inactive', marked],
  ['an Active key with a mark', undefined, 'Active', marked],
  ['an Inactive key without a mark', undefined, 'Inactive', {}],
  ['an Inactive key with a mark without a date', undefined, 'Inactive', { tags: { [`access-key-sweeper:inactive-since:${first}`]: 'x' } }],
  ['a use an hour after the mark', ago(9), 'Inactive', { ...marked, used: { [first]: { days: 9, hours: -1 } } }],
  ['a use a second later', undefined, 'Inactive', { ...marked, used: { [first]: { days: 9, hours: -1, seconds: -1 } } }],
])('given %s, it is Inactive since %o', (_, at, Status, known) => {
  expect(inactiveMarkOf(accessKey({ Status }), evidence(known))?.at).toEqual(at);
});

it('given evidence that was not read, the moment is undefined', () => {
  expect(inactiveMarkOf(accessKey({ Status: 'Inactive' }), undefined)).toBeUndefined();
});
