import { expect, it } from 'vitest';
import { digestOf, textsOf, userOfAge, world, writes } from './world.ts';

const meant: readonly [Key: string, Value: string][] = [
  ['access-key-sweeper:exmept', 'its vendor rotates it'],
  ['access-key-sweepr:exempt', 'its vendor rotates it'],
  ['accesskeysweeper:hold-until', '2099-01-01'],
  ['access-key-sweeper-exempt', 'yes'],
  ['access-key-sweeper:exempt', 'false'],
  ['Access-Key-Sweeper:Exempt', 'No'],
];

it('given tags that cannot be understood, their users are left alone and a person is told (G6)', async () => {
  const users = meant.map(([Key, Value], n) => userOfAge(`user-${n}`, 75, { Tags: { [Key]: Value } }));
  const one = world([...users, userOfAge('zoe', 75, { Tags: { team: 'sweepers' } })]);
  const { report, error } = await one.sweep();
  expect(error).toBeUndefined();
  expect(one.decided()).toEqual([...users.map(({ UserName }) => `${UserName} exempt none`), 'zoe create done']);
  expect(writes(one.account).filter((name) => name === 'iam:CreateAccessKey')).toHaveLength(1);
  const lines = digestOf(one).split('\n');
  for (const { UserName } of users) expect(lines.filter((line) => line.startsWith(`- ${UserName}: `))).toHaveLength(1);
  expect(textsOf(one)).toContain('tags that cannot be read');
  expect(report.counts.failures).toBe(0);
});
