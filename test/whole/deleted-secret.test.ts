import { describe, expect, it } from 'vitest';
import type { ManualChange } from '../../sandbox/faults/manual-change.ts';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { denied, failNext } from './meddle.ts';
import { digestOf, keysOf, secretOf, stagesOf, textsOf, userOfAge, type World, world } from './world.ts';

const id = 'AKIAALICE00000000001';
const doomed = 'its secret iam-access-keys/alice is scheduled for deletion';

/** Alice with one key that a sweep stored, and bob, whose key is not due and whose secret is as it should be. */
function stored(ageDays: number): World {
  const secretFor = (name: string, AccessKeyId: string) => ({
    Name: `iam-access-keys/${name}`,
    versions: [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }],
  });
  const users = [
    userOfAge('alice', ageDays, { AccessKeys: [{ AccessKeyId: id, Status: 'Active', ageDays }] }),
    userOfAge('bob', 30, { AccessKeys: [{ AccessKeyId: 'AKIABOB0000000000001', Status: 'Active', ageDays: 30 }] }),
  ];
  return world(users, { secrets: [secretFor('alice', id), secretFor('bob', 'AKIABOB0000000000001')] });
}

function byHand({ account }: World, change: ManualChange, user = 'alice'): void {
  const found = account.users.get(user);
  if (!found) throw new Error(`There is no user ${user}`);
  changeByHand(account, found, change);
}

/** Returns the texts of the notices to owners, by event and user. */
function notices({ account }: World): string[] {
  return account.published
    .filter(({ attributes }) => attributes.userName)
    .map(({ attributes }) => `${attributes.userName} ${attributes.event}`);
}

describe('a secret that is scheduled for deletion', () => {
  it.each([3, 30, 59])('given one key of %i days, the owner and the digest are told each week, and how to restore it', async (ageDays) => {
    const one = stored(ageDays);
    byHand(one, { byHand: 'delete-secret' });
    for (let week = 1; week <= 2; week++) {
      await one.sweep();
      expect(digestOf(one)).toContain(`- alice, ${id}: ${doomed}`);
      one.pass(ageDays === 59 ? 0 : 7);
    }
    expect(notices(one)).toEqual(['alice secret-deleted', 'alice secret-deleted']);
    expect(textsOf(one)).toContain('aws secretsmanager restore-secret --secret-id="iam-access-keys/alice"');
    expect(one.decided()).toEqual(['alice fresh none', 'bob fresh none']);
  });

  it('given a freeze, the owner is told each week all the same', async () => {
    const one = stored(30);
    one.deploy({ freezes: [{ from: '2026-03-01', to: '2026-03-31', reason: 'sales' }] });
    byHand(one, { byHand: 'delete-secret' });
    await one.sweep();
    one.pass(7);
    await one.sweep();
    expect(notices(one)).toEqual(['alice secret-deleted', 'alice secret-deleted']);
  });

  it('given the user was renamed, it is told too', async () => {
    const one = stored(30);
    byHand(one, { byHand: 'rename-user', UserName: 'alicia' });
    byHand(one, { byHand: 'delete-secret' }, 'alicia');
    expect(secretOf(one)?.DeletedDate).toBeDefined();
    await one.sweep();
    expect(digestOf(one)).toContain(`- alicia, ${id}: ${doomed}`);
    expect(notices(one)).toEqual(['alicia secret-deleted']);
  });

  it('given only that user is swept, it is told too', async () => {
    const one = stored(30);
    byHand(one, { byHand: 'delete-secret' });
    await one.sweep({ users: ['alice'] });
    expect(notices(one)).toEqual(['alice secret-deleted']);
  });

  it('given it is restored, nobody is told any more', async () => {
    const one = stored(30);
    byHand(one, { byHand: 'delete-secret' });
    await one.sweep();
    byHand(one, { byHand: 'restore-secret' });
    one.pass(7);
    await one.sweep();
    expect(notices(one)).toEqual(['alice secret-deleted']);
    expect(digestOf(one)).not.toContain('scheduled for deletion');
  });

  it('given AWS shows one secret on a page, it is found on the last page', async () => {
    const one = stored(30);
    one.account.settings.pageSize = 1;
    byHand(one, { byHand: 'delete-secret' }, 'bob');
    await one.sweep();
    expect(notices(one)).toEqual(['bob secret-deleted']);
    expect(one.account.history.filter(({ operation }) => operation === 'secretsmanager:ListSecrets')).toHaveLength(2);
  });

  it('given the list of secrets is refused, the sweep acts on due users and fails, and the digest says why', async () => {
    const one = stored(61);
    failNext(one.account, 'secretsmanager:ListSecrets', { error: denied, times: 99 });
    const { error } = await one.sweep();
    expect(error?.message).toContain('ListSecrets, which tells whose secrets are scheduled for deletion, failed');
    expect(one.decided()).toEqual(['alice create done', 'bob fresh none']);
    expect(digestOf(one)).toContain('ListSecrets');
  });
});

describe('a secret that is gone', () => {
  const isGone = 'its secret "iam-access-keys/alice" is gone';

  /** Alice with a replaced key and its replacement, whose secret somebody deleted without recovery; and the replacement's id. */
  async function replaced(uses: string): Promise<{ one: World; newId: string }> {
    const one = world([userOfAge('alice', 61, { AccessKeys: [{ AccessKeyId: id, Status: 'Active', ageDays: 61 }], uses })]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    one.account.secrets.clear();
    one.pass(7);
    return { one, newId: keysOf(one)[1]?.AccessKeyId ?? '' };
  }

  it('given nobody has the replacement, that is the key to give up, and a forced sweep then stores a new one', async () => {
    const { one, newId } = await replaced('oldest');
    const from = one.account.published.length;
    await one.sweep();
    expect(notices(one).slice(-1)).toEqual(['alice secret-gone']);
    expect(digestOf(one)).toContain(`- alice, ${newId}: ${isGone}`);
    const told = one.account.published.slice(from).map(({ Message }) => Message);
    expect(told[0]).toContain(`delete-access-key --user-name=\\"alice\\" --access-key-id ${newId}`);
    expect(told.join('')).not.toContain(`--access-key-id ${id} --status Inactive`);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.slice(0, 1);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice create done']);
    expect(stagesOf(one)).toEqual(['AWSCURRENT']);
    one.pass(7);
    await one.sweep();
    expect(digestOf(one)).not.toContain('is gone');
  });

  it('given the application moved before, its key is never the one to give up, and the old key ends', async () => {
    const { one, newId } = await replaced('newest');
    const [, made] = keysOf(one);
    // The application keeps what it fetched.
    delete made?.isMinted;
    Object.assign(one.account.users.get('alice') ?? {}, { inUse: newId });
    await one.sweep();
    expect(digestOf(one)).toContain(`- alice, ${newId}: ${isGone}`);
    expect(textsOf(one)).not.toMatch(new RegExp(`${newId} --status|delete-access-key.* ${newId}`));
    // An old key goes because of one that no secret holds only after 36 idle days.
    for (const week of [1, 2, 3, 4, 5, 6, 7]) {
      one.pass(7);
      await one.sweep();
      expect(digestOf(one), `week ${week}`).toContain(`- alice, ${newId}: ${isGone}`);
    }
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Inactive', 'Active']);
    expect(textsOf(one)).not.toMatch(new RegExp(`${newId} --status|delete-access-key.* ${newId}`));
  });

  it('given it held the only key, it is told while the key is young, and when the key is due a new secret is made', async () => {
    const one = stored(5);
    await one.sweep();
    one.account.secrets.delete('iam-access-keys/alice');
    await one.sweep();
    expect(notices(one)).toEqual(['alice secret-gone']);
    expect(textsOf(one)).toContain('"users":["alice"],"force":true');
    one.pass(56);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done', 'bob create done']);
    expect(digestOf(one)).toContain(`- alice, ${id}: ${isGone}`);
    one.pass(7);
    await one.sweep();
    expect(digestOf(one)).not.toContain('is gone');
  });
});
