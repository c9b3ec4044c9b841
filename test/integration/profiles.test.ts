import { expect, it } from 'vitest';
import { userOfAge, world } from './world.ts';

const slow = {
  create: { from: 150, to: 160 },
  deactivate: { from: 175, to: 185 },
  delete: { after: 190, inactiveFor: 6 },
};

it('given a user with a slow profile, its key is replaced, deactivated and deleted at its own ages', async () => {
  const Tags = { 'Access-Key-Sweeper:Profile': 'slow' };
  const one = world([userOfAge('alice', 145, { Tags }), userOfAge('bob', 58)], {
    config: { profiles: { slow } },
  });
  const story: string[] = [];
  for (let week = 0; week < 9; week++) {
    await one.sweep();
    story.push(
      one
        .decided()
        .filter((line) => line.startsWith('alice'))
        .join(', '),
    );
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

it('given a profile that the configuration does not have, nothing is done and the digest asks for a person', async () => {
  const Tags = { 'access-key-sweeper:profile': 'slwo' };
  const one = world([userOfAge('alice', 145, { Tags })], { config: { profiles: { slow } } });
  await one.sweep();
  expect(one.decided()).toEqual(['alice exempt none']);
  expect(one.account.published.map(({ Message }) => Message).join()).toContain('known profiles: slow');
});
