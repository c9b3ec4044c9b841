import { describe, expect, it } from 'vitest';
import { checkUsers, readUsers } from '../../../cli/stage/read-users.ts';
import { InputError } from '../../../config/input-error.ts';
import { now } from '../../tools/builders.ts';
import { caller, forbid, inMemory } from '../in-memory.ts';

it.each([
  [['AKIAALICE0EXAMPLE001'], undefined],
  [['AKIAALICE0EXAMPLE001', 'AKIACAROL0EXAMPLE001'], 'alice, bob has no access key AKIACAROL0EXAMPLE001'],
])('given the keys %j to replace, those that are of other users are refused: %s', async (keys, says) => {
  const owner = (UserName: string) => ({
    UserName,
    AccessKeys: [{ AccessKeyId: `AKIA${UserName.toUpperCase()}0EXAMPLE001`, Status: 'Active', ageDays: 5 }],
  });
  const { connection } = inMemory(['alice', 'bob', 'carol'].map(owner));
  const refused = await checkUsers(connection, ['alice', 'bob'], keys).catch((thrown: Error) => thrown);
  expect(refused?.message.split(':')[0]).toBe(says);
  expect(refused === undefined || refused instanceof InputError).toBe(true);
});

const user = (UserName: string) => ({ UserName, AccessKeys: [{ Status: 'Active', ageDays: 65 }] });
const users = [user('alice'), user('bob')];

type Reader = (world: ReturnType<typeof inMemory>, names: readonly string[]) => Promise<unknown>;
const readers: [name: string, read: Reader][] = [
  ['readUsers', ({ connection }, names) => readUsers(connection, { now, until: now, users: names })],
  ['checkUsers', ({ connection }, names) => checkUsers(connection, names)],
];

describe.each(readers)('%s', (_, read) => {
  it.each([
    [['Alice'], 'There is no user Alice in account 123456789012.'],
    [['alice', 'eve', 'mal'], 'There is no users eve, mal in account 123456789012.'],
  ])('given %j of whom some do not exist, it refuses them', async (names, says) => {
    const refused = read(inMemory(users), names);
    await expect(refused).rejects.toBeInstanceOf(InputError);
    await expect(refused).rejects.toThrow(says);
  });

  it('given no permission to list users, it says who may not do what', async () => {
    const world = inMemory(users);
    forbid(world.account, (operation) => operation === 'iam:ListUsers');
    await expect(read(world, ['alice'])).rejects.toThrow(
      `${caller} may not iam:ListUsers on arn:aws:iam::123456789012:user/*. Give it that permission, or use another profile.`,
    );
  });
});

describe('readUsers', () => {
  it('given users of whom one cannot be read, it returns the others and a sentence', async () => {
    const { account, connection } = inMemory(users);
    account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:ListUserTags' && UserName === 'bob') throw new Error('no answer');
      return serve();
    };
    const { found, failures } = await readUsers(connection, { now, until: now, users: undefined });
    expect(found).toHaveLength(1);
    expect(failures).toEqual([expect.stringMatching(/^bob: /)]);
  });
});
