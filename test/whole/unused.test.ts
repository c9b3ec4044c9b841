import { describe, expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { keysOf, textsOf, type World, world } from './world.ts';

const retire = { unused: { action: 'retire', keepInactiveFor: 30 } };
const [id, spare] = ['AKIAALICEONE00000001', 'AKIAALICETWO00000002'];

function alice(ageDays: number, { config = retire, more = {} }: { config?: object; more?: object } = {}): World {
  const AccessKeys = [{ AccessKeyId: id, Status: 'Active', ageDays }];
  return world([{ UserName: 'alice', AccessKeys, uses: 'none', ...more }], { config });
}

async function weeks(one: World, count: number): Promise<string[]> {
  const done: string[] = [];
  for (let n = 0; n < count; n++) {
    await one.sweep();
    done.push(one.decided().join(', '));
    one.pass(7);
  }
  return done;
}

function use(one: World): void {
  Object.assign(keysOf(one)[0] ?? {}, { lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' } });
}

describe('a key that nobody uses, if such keys are retired', () => {
  it('given nobody ever uses it, its owner is told a day, then it is deactivated, and deleted much later', async () => {
    const one = alice(61);
    const rules = await weeks(one, 10);
    expect(rules).toEqual(
      [
        ...['unused-waiting none', 'unused-waiting none', 'unused-waiting none', 'unused-done done'],
        ...Array(4).fill('inactive-waiting none'),
        'inactive-past-delete done',
        '',
      ].map((rule) => rule && `alice ${rule}`),
    );
    const text = textsOf(one);
    expect(text).toContain('From 2026-03-22 on');
    expect(text).toContain('unless it is used before');
    expect(keysOf(one)).toEqual([]);
  });

  it('given it is used after its owner was told, it is replaced with a whole overlap, and its owner is told', async () => {
    const one = alice(61);
    await weeks(one, 3);
    use(one);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-waiting none');
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
  });

  it('given it is used right before it is deactivated, it stays', async () => {
    const one = alice(61);
    await weeks(one, 3);
    let looks = 0;
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:GetAccessKeyLastUsed' && ++looks === 2) use(one);
      return serve();
    };
    await one.sweep();
    expect(one.decided()).toEqual(['alice unused-done deferred']);
    expect(keysOf(one)[0]).toMatchObject({ Status: 'Active' });
  });

  it('given a use shows up after it was deactivated, a person is asked, and it is not deleted', async () => {
    const one = alice(61);
    await weeks(one, 4);
    const at = new Date(one.account.clock.now().getTime() - 8 * 86_400_000);
    Object.assign(keysOf(one)[0] ?? {}, { lastUse: { at, service: 's3', region: 'eu-west-1' } });
    expect(new Set(await weeks(one, 6))).toEqual(new Set(['alice retired-in-use none']));
    expect(textsOf(one)).toContain('was deactivated because nobody seemed to use it. AWS says now that it was last used on');
  });

  it('given unused.after is raised after it was deactivated, a use that was known then is no news, and it is deleted', async () => {
    const one = alice(61);
    await weeks(one, 3);
    // Unused for 50 days: enough for 45, not for 59.
    const at = new Date(one.account.clock.now().getTime() - 50 * 86_400_000);
    Object.assign(keysOf(one)[0] ?? {}, { lastUse: { at, service: 's3', region: 'eu-west-1' } });
    expect(await weeks(one, 1)).toEqual(['alice unused-done done']);
    one.deploy({ unused: { ...retire.unused, after: 59 } });
    expect(await weeks(one, 5)).toEqual([...Array(4).fill('alice inactive-waiting none'), 'alice inactive-past-delete done']);
  });

  it('given somebody removes the marks of a retired key, it waits as long anew', async () => {
    const one = alice(61);
    await weeks(one, 5);
    const user = one.account.users.get('alice');
    if (user) changeByHand(one.account, user, { byHand: 'strip-tags' });
    expect(await weeks(one, 6)).toEqual([
      'alice inactive-unmarked done',
      ...Array(4).fill('alice inactive-waiting none'),
      'alice inactive-past-delete done',
    ]);
  });

  it('given a person forces it, it is replaced', async () => {
    const one = alice(65);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice create done']);
  });

  it('given two unused keys, the older one goes first, and its slot lets the other be judged', async () => {
    const keys = [
      { AccessKeyId: id, Status: 'Active', ageDays: 66 },
      { AccessKeyId: spare, Status: 'Active', ageDays: 64 },
    ];
    const one = alice(0, { more: { AccessKeys: keys } });
    await one.sweep();
    expect(one.decided().toSorted()).toEqual(['alice no-slot none', 'alice unused-waiting none']);
  });

  it('given a replacement of ours that nobody uses, it is retired too, also while it is current in the secret', async () => {
    const one = alice(61, { config: {} });
    await one.sweep();
    one.deploy(retire);
    for (let n = 0; n < 16; n++) {
      one.pass(7);
      await one.sweep();
    }
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Inactive']);
    expect(one.decided()).toEqual(['alice inactive-waiting none']);
  });

  it('given the setting is taken back, the promise is withdrawn and the key is replaced', async () => {
    const one = alice(61);
    await weeks(one, 2);
    one.deploy({});
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });
});

it('given unused keys are replaced, nobody is told that they end unused', async () => {
  const one = alice(61, { config: {} });
  await one.sweep();
  expect(one.decided()).toEqual(['alice create done']);
});
