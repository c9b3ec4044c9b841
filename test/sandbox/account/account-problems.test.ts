import { describe, expect, it } from 'vitest';
import { parseAccount } from '../../../sandbox/account/account-file.ts';

const now = new Date('2026-03-03T06:00:00Z');
const UserName = 'alice';
const key = { Status: 'Active', ageDays: 1 };

const parse = (raw: unknown) => parseAccount(raw, 'a.json', now);

/** The problems of a file, without the line that counts them. */
function problemsOf(raw: unknown): string[] {
  try {
    parse(raw);
    return [];
  } catch (thrown) {
    const [head, ...problems] = (thrown as Error).message.split('\n');
    expect(head).toBe(`a.json: ${problems.length === 1 ? '1 fault' : `${problems.length} faults`}`);
    return problems.map((problem) => problem.trim());
  }
}

const user = (more: object) => ({ users: [{ UserName, AccessKeys: [], ...more }] });
const keys = (...more: object[]) => user({ AccessKeys: more.map((one) => ({ ...key, ...one })) });
const version = (letter: string, stages: string[] = []) => {
  const AccessKeyId = `AKIA${letter.repeat(16)}`;
  return { VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages };
};
const secret = (...versions: object[]) => ({ users: [], secrets: [{ Name: 'keys/a', versions }] });
const badName = { users: [], secrets: [{ Name: 'a b', versions: [] }] };
const id = 'AKIA0000000000000000';
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'x']));
const twice = { users: [...user({}).users, ...user({ UserName: 'ALICE' }).users] };
const secretTwice = { users: [], secrets: [...secret().secrets, ...secret().secrets] };
const labelTwice = secret(version('A', ['AWSCURRENT']), version('B', ['AWSCURRENT']));
const tagTwice = user({ Tags: { owner: 'a', Owner: 'b' } });
const shortId = { ...version('A'), VersionId: 'x' };
const otherId = { ...version('A'), AccessKeyId: id };
const withoutAge = { Status: 'Active', ageDays: undefined };
const tomorrow = '2026-03-04T06:00:00Z';
const createdTomorrow = { ...withoutAge, CreateDate: tomorrow };

const [u0, k0, v0, s0] = ['users.0', 'users.0.AccessKeys.0', 'secrets.0.versions.0', 'secrets.0'];
const fields = 'now, users, secrets, kmsKeys, subscriptions, subscribers, settings';
const tag = '1 to 128 letters, digits, spaces or _.:/=+-@, and such a value of at most 256';
const days = 'a number of days from 0 to 36525; it may have a fraction';
const moment = 'a moment such as 2026-03-03T06:00:00Z';
const ownName = 'a name of its own';
const userName = '1 to 64 letters, digits or any of _+=,.@-';
const sameId = 'the id that its VersionId ends with';
const again = (name: string) => `${name} a second time`;
const noLater = 'no later than now (2026-03-03T06:00:00.000Z)';
const keyId1 = 'users.0.AccessKeys.1.AccessKeyId';
const version1 = 'secrets.0.versions.1.VersionId';
const stages1 = 'secrets.0.versions.1.stages';
const group = 'a group of settings';
const nameless = 'a name that does not exist';

const refused: [what: string, raw: unknown, path: string, expected: string, found: string][] = [
  ['nothing', undefined, '(the whole input)', group, 'nothing'],
  ['a list', [], '(the whole input)', group, '[]'],
  ['no users', {}, 'users', 'a list', 'nothing'],
  ['an unknown field', { users: [], x: 1 }, 'x', `one of ${fields}`, nameless],
  ['a moment that is none', { users: [], now: 'today' }, 'now', moment, '"today"'],
  ['a user without keys', { users: [{ UserName }] }, `${u0}.AccessKeys`, 'a list', 'nothing'],
  ['a bad name', user({ UserName: 'a b' }), `${u0}.UserName`, userName, '"a b"'],
  ['a bad path', user({ Path: '/a' }), `${u0}.Path`, "a path that begins and ends with '/'", '"/a"'],
  [
    'a state that no KMS key has',
    { users: [], kmsKeys: [{ KeyId: 'k', KeyState: 'On' }] },
    'kmsKeys.0.KeyState',
    'one of Enabled, Disabled, PendingDeletion',
    '"On"',
  ],
  ['a bad use', user({ uses: 'all' }), `${u0}.uses`, 'one of newest, oldest, none', '"all"'],
  ['a bad status', keys({ Status: 'On' }), `${k0}.Status`, 'one of Active, Inactive, Expired', '"On"'],
  ['a bad key id', keys({ AccessKeyId: 'x' }), `${k0}.AccessKeyId`, '16 to 128 letters, digits or _', '"x"'],
  ['a negative age', keys({ ageDays: -1 }), `${k0}.ageDays`, days, '-1'],
  ['an absurd age', keys({ ageDays: 1e9 }), `${k0}.ageDays`, days, '1000000000'],
  ['an age in words', keys({ ageDays: '9' }), `${k0}.ageDays`, days, '"9"'],
  ['a bad tag value', user({ Tags: { a: 1 } }), `${u0}.Tags.a`, 'text', '1'],
  ['a user name twice', twice, 'users.1.UserName', ownName, again('alice')],
  ['a KMS key twice', { users: [], kmsKeys: [{ KeyId: 'k' }, { KeyId: 'k' }] }, 'kmsKeys.1.KeyId', ownName, again('k')],
  ['a key id twice', keys({ AccessKeyId: id }, { AccessKeyId: id }), keyId1, ownName, again(id)],
  ['no age', keys(withoutAge), k0, 'one of CreateDate and ageDays', 'neither'],
  ['two ages', keys({ CreateDate: '2026-01-01T00:00:00Z' }), k0, 'one of CreateDate and ageDays', 'both'],
  ['a key of tomorrow', keys(createdTomorrow), `${k0}.CreateDate`, noLater, tomorrow],
  ['a use tomorrow', keys({ LastUsedDate: tomorrow }), `${k0}.LastUsedDate`, noLater, tomorrow],
  ['51 tags', user({ Tags: tags(51) }), `${u0}.Tags`, 'at most 50 tags', '51'],
  ['a tag twice', tagTwice, `${u0}.Tags.Owner`, ownName, again('owner')],
  ['a comma in a tag', user({ Tags: { a: 'b,c' } }), `${u0}.Tags.a`, tag, '"b,c"'],
  ['a bad secret name', badName, `${s0}.Name`, '1 to 512 letters, digits or any of /_+=.@-', '"a b"'],
  ['a secret twice', secretTwice, 'secrets.1.Name', ownName, again('keys/a')],
  ['a short version id', secret(shortId), `${v0}.VersionId`, '32 to 64 characters', '"x"'],
  ['a key of another version', secret(otherId), `${v0}.AccessKeyId`, sameId, `"${id}"`],
  ['a version twice', secret(version('A'), version('A')), version1, ownName, again(version('A').VersionId)],
  ['a label twice', labelTwice, stages1, ownName, again('AWSCURRENT')],
];

describe('a wrong account file', () => {
  it.each(refused)('given %s, it is refused with what is wrong where', (_, raw, path, expected, found) => {
    expect(problemsOf(raw)).toEqual([`${path}: expected ${expected}; found ${found}`]);
  });

  it('given several problems, all are listed at once', () => {
    const bad = { Status: 'On', ageDays: -1, CreateDate: 'x' };
    const paths = problemsOf({ users: [{ UserName: '', AccessKeys: [bad] }], now: 1, extra: true });
    expect(paths.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
      'extra',
      'now',
      'users.0.AccessKeys.0.CreateDate',
      'users.0.AccessKeys.0.Status',
      'users.0.AccessKeys.0.ageDays',
      'users.0.UserName',
    ]);
    const late = { Status: 'Active', CreateDate: '2027-01-01T00:00:00Z' };
    const tagged = { Tags: { ...tags(51), a: 'b,c' }, AccessKeys: [late, { Status: 'Active' }] };
    expect(problemsOf(user(tagged)), 'too many tags, a bad one, a date and no date').toHaveLength(4);
  });
});
