import { describe, expect, it } from 'vitest';
import { watchCurrent } from './watch-current.ts';
import { start, userOfAge, world, writes } from './world.ts';

const day = 24 * 3_600_000;

describe('one user over the weeks', () => {
  it('given an application that moves to the new key, the old one is replaced, deactivated and deleted', async () => {
    const { account, sweep, pass, decided } = world([userOfAge('alice', 58)]);
    const story: string[] = [];
    for (let week = 0; week < 7; week++) {
      await sweep();
      story.push(decided().join(', '));
      pass(7);
    }
    expect(story).toEqual([
      'alice fresh none',
      'alice create done',
      'alice superseded-waiting none, alice fresh none',
      'alice superseded-waiting none, alice fresh none',
      'alice superseded-done done, alice fresh none',
      'alice inactive-past-delete done, alice fresh none',
      'alice fresh none',
    ]);
    expect(account.users.get('alice')?.keys, 'keys of alice').toHaveLength(1);
  });

  it('given a rotation, what consumers fetch as current authenticates at every moment (G3)', async () => {
    const { account, sweep, pass } = world([userOfAge('alice', 62)]);
    const watch = watchCurrent(account);
    for (let week = 0; week < 30; week++) {
      await sweep();
      pass(7, week % 2 ? 50 : -50);
    }
    expect(watch.moments, 'moments watched').toBeGreaterThan(300);
    expect(watch.broken).toEqual([]);
    const created = writes(account).filter((name) => name === 'iam:CreateAccessKey').length;
    expect(created, 'keys created').toBeGreaterThanOrEqual(3);
  });

  it.each([75, 85, 400])('given a key first seen at age %i, it gets a replacement and a full overlap', async (age) => {
    const { account, sweep, pass } = world([userOfAge('alice', age)]);
    for (let week = 0; week < 6; week++) {
      await sweep();
      pass(7);
    }
    const at = (operation: string) => account.history.find((call) => call.operation === operation && call.ok)?.at.getTime() ?? 0;
    const told = account.history.find((call) => call.operation === 'sns:Publish' && call.ok)?.at.getTime() ?? 0;
    expect(at('iam:CreateAccessKey'), 'creation').toBeLessThan(start.getTime() + day / 24);
    expect(at('iam:UpdateAccessKey') - told, 'overlap in ms').toBeGreaterThanOrEqual(10 * day);
    expect(at('iam:DeleteAccessKey'), 'deletion').toBeGreaterThan(at('iam:UpdateAccessKey'));
  });

  it('given an owner who never moves, the old key is deactivated by day 90, even if sweeps start late (G9)', async () => {
    for (let phase = 0; phase < 7; phase++) {
      const { account, sweep, pass } = world([userOfAge('alice', 53 + phase + 0.97, { uses: 'oldest' })]);
      account.settings.callMs = 5_000;
      let late = 0;
      for (let week = 0; week < 8; week++) {
        await sweep();
        const next = week % 2 ? 0 : 60;
        pass(7, next - late);
        late = next;
      }
      const [deactivation] = account.history.filter((call) => call.operation === 'iam:UpdateAccessKey');
      const created = start.getTime() - (53 + phase + 0.97) * day;
      const age = Math.trunc(((deactivation?.at.getTime() ?? Number.POSITIVE_INFINITY) - created) / day);
      expect(age, `age at the deactivation in phase ${phase}`).toBeLessThanOrEqual(90);
    }
  });

  it('given a second sweep right after the first, it changes nothing (G4)', async () => {
    const ages = [10, 61, 75, 400];
    const { account, sweep } = world([
      ...ages.map((age) => userOfAge(`user-${age}`, age)),
      { UserName: 'idle', AccessKeys: [{ Status: 'Inactive', ageDays: 50 }] },
    ]);
    await sweep();
    const after = account.history.length;
    await sweep();
    const second = account.history.slice(after).map(({ operation }) => operation);
    expect(second.filter((name) => !/:(List|Get|Describe|UpdateSchedule)/.test(name)).filter((name) => name !== 'sns:Publish')).toEqual([]);
  });
});
