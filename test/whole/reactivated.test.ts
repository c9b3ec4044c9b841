import { describe, expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { digestOf, keysOf, textsOf, userOfAge, type World, world } from './world.ts';

/** Makes alice's old key Active again, as Terraform does: an aws_iam_access_key is Active by default. */
function reactivate({ account }: World): void {
  const user = account.users.get('alice');
  if (user) changeByHand(account, user, { byHand: 'reactivate-key' });
}

describe('a deactivated key that somebody makes Active again before each sweep', () => {
  it('given 14 weeks, owner and digest are told so after each deactivation, with the way out, and of no missing tags', async () => {
    const one = world([userOfAge('alice', 63, { uses: 'oldest' })]);
    const told: string[] = [];
    for (let week = 0; week < 14; week++) {
      reactivate(one);
      one.account.published.length = 0;
      await one.sweep();
      if (textsOf(one).includes('somebody made it Active again')) told.push(textsOf(one), digestOf(one));
      expect(textsOf(one)).not.toMatch(/tags are missing|is missing|removes the sweeper's tags/);
      one.pass(7);
    }
    expect(told).toHaveLength(8);
    for (const text of told) {
      expect(text).toMatch(
        /it was Inactive since \d{4}-\d\d-\d\d, and somebody made it Active again; it is deactivated again after another overlap/,
      );
      expect(text).toMatch(/access-key-sweeper:hold-until,Value=/);
      expect(text).toContain('Terraform');
    }
    expect(told.filter((_, at) => at % 2 === 0).every((text) => /In use or not, AKIA\w+ is deactivated on 20/.test(text))).toBe(true);
    expect(told[1]).toContain('Needs a person: made Active again after they had been Inactive (1)');
    expect(keysOf(one)).toHaveLength(2);
  });

  it('given a hold, it stays Active and nobody is told any more', async () => {
    const one = world([userOfAge('alice', 63, { uses: 'oldest' })]);
    for (let week = 0; week < 4; week++) {
      await one.sweep();
      one.pass(7);
    }
    reactivate(one);
    const user = one.account.users.get('alice');
    if (user) changeByHand(one.account, user, { byHand: 'tag-user', tag: { Key: 'access-key-sweeper:hold-until', Value: '2026-12-31' } });
    one.account.published.length = 0;
    for (let week = 0; week < 4; week++) {
      await one.sweep();
      one.pass(7);
    }
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
    expect(one.account.published.filter(({ attributes }) => attributes.userName === 'alice')).toEqual([]);
  });
});
