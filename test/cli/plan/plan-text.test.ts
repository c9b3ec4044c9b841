import { describe, expect, it } from 'vitest';
import { planText } from '../../../cli/plan/plan-text.ts';
import type { PlannedKey, SweepPlan } from '../../../cli/plan/sweep-plan.ts';
import { accessKey, now } from '../../tools/builders.ts';
import { longLines } from '../long-lines.ts';

const bobs: PlannedKey = {
  ...accessKey({ age: 80 }),
  age: 80,
  rule: 'create',
  action: 'create',
  reason: 'due for replacement from day 60 to 70',
  postponed: null,
  replacedOn: new Date('2026-12-01T06:00:00Z'),
  deactivatedOn: new Date('2026-12-15T06:00:00Z'),
  deletedOn: null,
};
const plan: SweepPlan = {
  stage: 'prod',
  accountId: '123456789012',
  region: 'us-east-1',
  mode: 'report',
  freeze: null,
  now,
  nextSweep: new Date('2026-12-01T06:00:00Z'),
  owners: 'move',
  isDue: true,
  counts: { keys: 3, created: 1, deactivated: 0, deleted: 0, flagged: 0, deferred: 0, held: 0 },
  keys: [bobs, { ...bobs, UserName: 'carol', postponed: 'deferred' }],
  refused: ['ida, AKIAIOSFODNN7EXAMPLE: due; but AWS refused'],
  unusedKeys: 0,
  backlog: { now: 10, waiting: 35, blocked: 4, lastSweep: 5, endsOn: new Date('2026-12-29T06:00:00Z') },
  concerns: ['gil, AKIAIOSFODNN7EXAMPLE: somebody made it Active again'],
  unclearTags: ['erin: nothing is known of a tag', 'fred: its hold-until tag is no date'],
  unmatchedSettings: ['exempt.users: jenkns-* matches no user'],
  unheardUsers: ['gina, owner "platform"'],
  subscribersUnknown: null,
  hidden: 2,
  failures: [],
};

describe('a plan as text', () => {
  it('given room, each user has a row a key, below what the next sweep would do', () => {
    expect(planText(plan, 100)).toBe(`\
Next sweep of prod, AWS account 123456789012, us-east-1: 2026-12-01 06:00 UTC, mode report. Ages are
as of then.

1 to create, 0 to deactivate, 0 to delete, 0 to flag, 0 deferred, 0 held; 3 keys looked at.

45 keys to replace, past deactivate.to: 10 in this sweep, 35 wait. If each sweep comes and nothing
fails, sweep 5 replaces the last, in the week of 2026-12-29. Not among them: 4 keys of users without
a free slot. See limits.backlogPercent.

In mode report nothing of this is done; it is what mode enforce would do.

Dates suppose that sweeps come on time and that owners move to a replacement within one sweep.

  Access key             Age  Next sweep  Replaced    Deactivated  Deleted

bob
  AKIAIOSFODNN7EXAMPLE    80  create      2026-12-01  2026-12-15   -
    due for replacement from day 60 to 70

carol
  AKIAIOSFODNN7EXAMPLE    80  deferred    2026-12-01  2026-12-15   -
    due for replacement from day 60 to 70

Needs a person: tags that cannot be read (2)
  erin: nothing is known of a tag
  fred: its hold-until tag is no date

Needs a person: keys that are left as they are (1)
  ida, AKIAIOSFODNN7EXAMPLE: due; but AWS refused

Needs a person: what somebody else changed (1)
  gil, AKIAIOSFODNN7EXAMPLE: somebody made it Active again

Needs a person: settings that match no user (1)
  exempt.users: jenkns-* matches no user

Needs a person: users whose notices reach nobody (1)
Subscribe their owners, or widen a filter: docs/operate.md, "An owner's subscription".
  gina, owner "platform"

2 other keys have nothing ahead within 30 days: --all.`);
  });

  it.each([
    [40, false],
    [77, false],
    [78, true],
  ])('given %i columns, no line is longer, and there is a row a key: %s', (columns, isWide) => {
    const text = planText(plan, columns);
    expect(longLines(text, columns)).toEqual([]);
    expect(text.includes('Access key  ')).toBe(isWide);
    expect(text).toMatch(/^ {2}AKIA\w{16}/m);
  });

  it.each<[string, Partial<SweepPlan>, RegExp, RegExp]>([
    ['mode enforce', { mode: 'enforce' }, /mode enforce/, /In mode report/],
    ['a rate, whose next sweep is taken to be now', { nextSweep: now }, /only Scheduler knows/, /06:01/],
    ['owners who stay', { owners: 'stay' }, /never move to a replacement/, /within one sweep/],
    ['one key left out of all', { keys: [], hidden: 1 }, /^1 key has nothing ahead/m, /Access key/],
    ['nothing left out', { hidden: 0 }, /Access key/, /--all/],
    ['that subscribers are not known', { subscribersUnknown: 'Not known. X may not.' }, /^Not known\. X may not\.$/m, /null/],
    [
      'a freeze',
      { freeze: { until: '2026-12-24', reason: 'sales' } },
      /^There is a freeze until 2026-12-24 \("sales"\)\. The next sweep puts off what it would do/m,
      /undefined/,
    ],
    ['no freeze', {}, /Access key/, /freeze/],
    ['no backlog', { backlog: null }, /looked at/, /wait|backlog/],
    ['a key that nobody uses', { unusedKeys: 1 }, /1 key to be replaced is unused: see unused\.action/, /keys to be replaced/],
    ['keys that nobody uses', { unusedKeys: 2 }, /2 keys to be replaced are unused: see unused\.action/, /1 key to be replaced/],
    ['no key that nobody uses', {}, /looked at/, /unused/],
    [
      'no unclear tags',
      { unclearTags: [], refused: [], concerns: [], unmatchedSettings: [], unheardUsers: [] },
      /Access key/,
      /Needs a person/,
    ],
  ])('given %s, it says what holds then, and nothing else', (_, changed, says, saysNot) => {
    const text = planText({ ...plan, ...changed }, 100);
    expect(text).toMatch(says);
    expect(text).not.toMatch(saysNot);
  });
});
