import { expect, it } from 'vitest';
import { textsOf, userOfAge, world } from './world.ts';

const slow = { create: { from: 150, to: 160 }, deactivate: { from: 175, to: 185 }, delete: { after: 190, inactiveFor: 6 } };

it('given a user with a slow profile, its key is replaced, deactivated and deleted at the ages of that profile', async () => {
  const Tags = { 'Access-Key-Sweeper:Profile': 'slow' };
  const one = world([userOfAge('alice', 145, { Tags }), userOfAge('bob', 58)], { config: { profiles: { slow } } });
  const story: string[] = [];
  for (let week = 0; week < 9; week++) {
    await one.sweep();
    const decided = one.decided().filter((line) => line.startsWith('alice'));
    story.push(decided.join(', '));
    one.pass(7);
  }
  expect(story).toEqual([
    'alice fresh none',
    'alice create done',
    'alice superseded-waiting none, alice fresh none',
    'alice superseded-waiting none, alice fresh none',
    'alice superseded-waiting none, alice fresh none',
    'alice superseded-done done, alice fresh none',
    'alice inactive-waiting none, alice fresh none',
    'alice inactive-past-delete done, alice fresh none',
    'alice fresh none',
  ]);
});

it('given a profile that is removed within its overlap, the day that its owner was told is kept (G1)', async () => {
  const Tags = { 'access-key-sweeper:profile': 'slow' };
  const one = world([userOfAge('alice', 152, { Tags, uses: 'oldest' })], { config: { profiles: { slow } } });
  const story: string[] = [];
  for (let week = 0; week < 5; week++) {
    if (week === 2) one.account.users.get('alice')?.tags.delete('access-key-sweeper:profile');
    await one.sweep();
    const told = one.account.published
      .filter(({ attributes }) => attributes.userName === 'alice')
      .map(({ Subject }) => / before (\S+)/.exec(Subject ?? '')?.[1]);
    story.push(`${one.decided()[0]}, ${told.at(-1)}`);
    one.pass(7);
  }
  expect(story).toEqual([
    'alice create done, 2026-03-26',
    'alice superseded-waiting none, 2026-03-26',
    'alice superseded-waiting none, 2026-03-26',
    'alice superseded-waiting none, 2026-03-26',
    'alice superseded-done done, 2026-04-06',
  ]);
});

it('given every user in a profile, 30 weeks are as with these thresholds for the account (G1–G10)', async () => {
  const sweepsOf = async (config: object, Tags: Record<string, string>) => {
    const uses = ['newest', 'oldest', 'none'];
    const users = [20, 58, 100, 148, 155, 170, 181, 200, 400].flatMap((age) =>
      uses.map((use) => userOfAge(`${use}-${age}`, age, { Tags, uses: use })),
    );
    // One user after the other, because the order of the notices is compared.
    const one = world(users, { config, concurrency: 1 });
    const weeks: string[][] = [];
    for (let week = 0; week < 30; week++) {
      await one.sweep();
      weeks.push(one.decided());
      one.pass(7, week % 3);
    }
    return { weeks, told: one.account.published.map(({ Subject }) => Subject) };
  };
  const picked = await sweepsOf({ profiles: { slow } }, { 'access-key-sweeper:profile': 'slow' });
  expect(picked).toEqual(await sweepsOf({ thresholds: slow }, {}));
  expect(new Set(picked.weeks.flat().map((line) => line.split(' ')[1]))).toContain('superseded-in-use');
});

it('given a profile that does not exist, nothing is done and the digest asks for a person', async () => {
  const Tags = { 'access-key-sweeper:profile': 'slwo' };
  const one = world([userOfAge('alice', 145, { Tags })], { config: { profiles: { slow } } });
  await one.sweep();
  expect(one.decided()).toEqual(['alice exempt none']);
  expect(textsOf(one)).toContain('known profiles: slow');
});
