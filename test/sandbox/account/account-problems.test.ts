import { describe, expect, it } from 'vitest';
import { parseAccount } from '../../../sandbox/account/account-file.ts';

const now = new Date('2026-03-03T06:00:00Z');
const UserName = 'alice';
const key = { Status: 'Active', ageDays: 1 };

const parse = (raw: unknown) => parseAccount(raw, 'a.json', now);

/** The faults of a file, without the line that counts them. */
function faultsOf(raw: unknown): string[] {
  try {
    parse(raw);
    return [];
  } catch (thrown) {
    const [head, ...faults] = (thrown as Error).message.split('\n');
    expect(head).toBe(`a.json: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`);
    return faults.map((fault) => fault.trim());
  }
}

const user = (more: object) => ({ users: [{ UserName, AccessKeys: [], ...more }] });
const keys = (...AccessKeys: object[]) => user({ AccessKeys });
const version = (letter: string, stages: string[] = []) => {
  const AccessKeyId = `AKIA${letter.repeat(16)}`;
  return { VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages };
};
const secret = (...versions: object[]) => ({ users: [], secrets: [{ Name: 'keys/a', versions }] });
const id = 'AKIA0000000000000000';
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'x']));

const refused: [what: string, raw: unknown, fault: string][] = [
  ['nothing', undefined, '(the whole input): expected a group of settings; found nothing'],
  ['a list', [], '(the whole input): expected a group of settings; found []'],
  ['no users', {}, 'users: expected a list; found nothing'],
  [
    'an unknown field',
    { users: [], x: 1 },
    'x: expected one of now, users, secrets, subscriptions, settings; found a name that does',
  ],
  [
    'a moment that is none',
    { users: [], now: 'today' },
    'now: expected a moment such as 2026-03-03T06:00:00Z',
  ],
  ['a user without keys', { users: [{ UserName }] }, 'users.0.AccessKeys: expected a list; found nothing'],
  ['a bad name', user({ UserName: 'a b' }), 'users.0.UserName: expected 1 to 64 letters, digits or any of'],
  [
    'a bad path',
    user({ Path: '/a' }),
    'users.0.Path: expected a path that begins and ends with \'/\'; found "/a"',
  ],
  ['a bad use', user({ uses: 'all' }), 'users.0.uses: expected one of newest, oldest, none; found "all"'],
  [
    'a bad status',
    keys({ ...key, Status: 'On' }),
    'users.0.AccessKeys.0.Status: expected one of Active, Inactive',
  ],
  [
    'a bad key id',
    keys({ ...key, AccessKeyId: 'x' }),
    'users.0.AccessKeys.0.AccessKeyId: expected 16 to 128',
  ],
  [
    'a negative age',
    keys({ ...key, ageDays: -1 }),
    'users.0.AccessKeys.0.ageDays: expected a number of days',
  ],
  [
    'an absurd age',
    keys({ ...key, ageDays: 1e9 }),
    'users.0.AccessKeys.0.ageDays: expected a number of days',
  ],
  [
    'an age in words',
    keys({ ...key, ageDays: '9' }),
    'users.0.AccessKeys.0.ageDays: expected a number of days',
  ],
  ['a bad tag value', user({ Tags: { a: 1 } }), 'users.0.Tags.a: expected text; found 1'],
  [
    'two of a name',
    { users: [...user({}).users, ...user({ UserName: 'ALICE' }).users] },
    'users.1.UserName: expected a name of its own; found alice a second time',
  ],
  [
    'a key id twice',
    keys({ ...key, AccessKeyId: id }, { ...key, AccessKeyId: id }),
    `users.0.AccessKeys.1.AccessKeyId: expected a name of its own; found ${id} a second`,
  ],
  [
    'no age',
    keys({ Status: 'Active' }),
    'users.0.AccessKeys.0: expected one of CreateDate and ageDays; found neither',
  ],
  [
    'two ages',
    keys({ ...key, CreateDate: '2026-01-01T00:00:00Z' }),
    'users.0.AccessKeys.0: expected one of CreateDate and ageDays; found both',
  ],
  [
    'a key of tomorrow',
    keys({ Status: 'Active', CreateDate: '2026-03-04T06:00:00Z' }),
    'users.0.AccessKeys.0.CreateDate: expected no later than now (2026-03-03T06:00:00.000Z); found 2026-03-04T06',
  ],
  [
    'a use tomorrow',
    keys({ ...key, LastUsedDate: '2026-03-04T06:00:00Z' }),
    'users.0.AccessKeys.0.LastUsedDate: expected no later than now',
  ],
  ['51 tags', user({ Tags: tags(51) }), 'users.0.Tags: expected at most 50 tags; found 51'],
  [
    'a tag twice',
    user({ Tags: { owner: 'a', Owner: 'b' } }),
    'users.0.Tags.Owner: expected a name of its own; found owner a second time',
  ],
  [
    'a sign in a tag',
    user({ Tags: { a: 'b,c' } }),
    'users.0.Tags.a: expected 1 to 128 letters, digits, spaces or _.:/=+-@, and such a value of at most 256; found "b,c"',
  ],
  [
    'a bad secret name',
    { users: [], secrets: [{ Name: 'a b', versions: [] }] },
    'secrets.0.Name: expected 1 to 512 letters, digits or any of /_+=.@-; found "a b"',
  ],
  [
    'a secret twice',
    { users: [], secrets: [...secret().secrets, ...secret().secrets] },
    'secrets.1.Name: expected a name of its own; found keys/a a second time',
  ],
  [
    'a short version id',
    secret({ ...version('A'), VersionId: 'x' }),
    'secrets.0.versions.0.VersionId: expected 32 to 64 characters; found "x"',
  ],
  [
    'a key of another version',
    secret({ ...version('A'), AccessKeyId: id }),
    `secrets.0.versions.0.AccessKeyId: expected the id that its VersionId ends with; found "${id}"`,
  ],
  [
    'a version twice',
    secret(version('A'), version('A')),
    'secrets.0.versions.1.VersionId: expected a name of its own',
  ],
  [
    'a label twice',
    secret(version('A', ['AWSCURRENT']), version('B', ['AWSCURRENT'])),
    'secrets.0.versions.1.stages: expected a name of its own; found AWSCURRENT a second time',
  ],
];

describe('a wrong account file', () => {
  it.each(refused)('given %s, it is refused with what is wrong where', (_, raw, fault) => {
    expect(faultsOf(raw)).toEqual([expect.stringContaining(fault)]);
  });

  it('given several faults, all are listed at once', () => {
    const bad = { Status: 'On', ageDays: -1, CreateDate: 'x' };
    const paths = faultsOf({ users: [{ UserName: '', AccessKeys: [bad] }], now: 1, extra: true });
    expect(paths.map((fault) => fault.split(':')[0]).toSorted()).toEqual([
      'extra',
      'now',
      'users.0.AccessKeys.0.CreateDate',
      'users.0.AccessKeys.0.Status',
      'users.0.AccessKeys.0.ageDays',
      'users.0.UserName',
    ]);
    const late = { Status: 'Active', CreateDate: '2027-01-01T00:00:00Z' };
    const tagged = { Tags: { ...tags(51), a: 'b,c' }, AccessKeys: [late, { Status: 'Active' }] };
    expect(faultsOf(user(tagged))).toHaveLength(4);
  });
});
