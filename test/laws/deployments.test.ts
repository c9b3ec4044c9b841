import { addDays } from 'date-fns/addDays';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { rules } from '../../lib/decide/rules.ts';
import type { RuleName } from '../../lib/model/plan.ts';
import { type Difference, differences } from './deployments/deployment.ts';
import { type Aws, anyBoth, type Both, playBoth, type Week } from './deployments/play-both.ts';
import { start } from './random/any-account.ts';
import type { Tally } from './random/tally.ts';
import { eachRun, print, sizes } from './runs.ts';
import { enforcing } from './sweeper/enforcing.ts';

const tally: Tally = new Map();

const runs = eachRun(
  'deployments',
  'given two deployments on one account, in any order, with faults, each user is looked after by one, and nobody is locked out',
  { runs: sizes.deployments, arbitrary: anyBoth(6, 14) },
  (both) => playBoth(both, tally),
);

afterAll(() => {
  const lines = [...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
  print(`${runs} runs of 17 weeks with two deployments: ${lines.join(', ')}`);
});

const pointer = 'access-key-sweeper:secret:arn';
const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/alice-AbCdEf';
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const AccessKeyId = 'AKIAALICE00000000001';
const week: Week = { order: 'first, then second', seed: 1, mishaps: [], handsOver: undefined };
const weeks = (count: number, ...special: Week[]): Week[] => [...special, ...Array.from({ length: count - special.length }, () => week)];

/** Alice has one key of this age, which the first deployment made and stored. */
const servedAt = (ageDays: number) => ({
  users: [
    {
      ...{ UserName: 'alice', UserId: 'AIDAALICE0000EXAMPLE', uses: 'newest' },
      AccessKeys: [{ AccessKeyId, Status: 'Active', ageDays }],
      Tags: { [pointer]: `${arn} sandbox`, 'access-key-sweeper:creating:sweep-0': `2026-01-20T06:00:00.000Z made ${AccessKeyId}` },
    },
  ],
  secrets: [
    {
      ...{ Name: 'iam-access-keys/alice', ARN: arn, Tags: { 'access-key-sweeper:user-id': 'AIDAALICE0000EXAMPLE' } },
      versions: [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }],
    },
  ],
});
const served = servedAt(40);
const unserved = { users: [{ UserName: 'alice', AccessKeys: [{ Status: 'Active', ageDays: 61 }], uses: 'newest' }], secrets: [] };

/** Plays these weeks with two deployments. Returns what the judges find, a line each, and what came up how often. */
async function played(difference: Difference, given: Pick<Both, 'users' | 'secrets' | 'weeks'>, aws?: Aws) {
  const count: Tally = new Map();
  const found = await playBoth({ ...{ difference, settings: {}, config: enforcing() }, ...given }, count, aws);
  return { found: found.join('\n'), of: (name: string) => count.get(name) ?? 0 };
}

describe('handing a user over', () => {
  it.each(['region', 'prefix'] as const)(
    'given the pointer is removed when a key is due, a deployment of another %s replaces it at its next sweep',
    async (difference) => {
      const createdOn: string[] = [];
      const aws: Aws = ({ operation, at }, serve) => {
        if (operation === 'iam:CreateAccessKey') createdOn.push(dayOf(at));
        return serve();
      };
      const handover: Week = { ...week, order: 'second', handsOver: 0 };
      const { found, of } = await played(difference, { ...servedAt(54), weeks: [week, handover] }, aws);
      expect(found).toBe('');
      expect({ second: of('users of the second'), createdOn }).toEqual({ second: 1, createdOn: [dayOf(addDays(start, 7))] });
    },
  );

  it.each(['region', 'prefix'] as const)(
    'given the pointer is removed, a deployment of another %s stores the next key in a secret of its own',
    async (difference) => {
      const { found, of } = await played(difference, { ...served, weeks: weeks(9, week, { ...week, handsOver: 0 }) });
      expect(found).toBe('');
      expect({ second: of('users of the second'), created: of('create done'), deleted: of('delete done') }).toEqual({
        ...{ second: 1, created: 1, deleted: 1 },
      });
    },
  );

  it('given the pointer is removed, and the deployments differ in their stage only, a person has to say whose the secret is', async () => {
    const { found, of } = await played('stage', { ...served, weeks: weeks(12, week, { ...week, handsOver: 0 }) });
    expect(found).toBe('');
    expect({ created: of('create done'), lost: of('pointer-lost') > 20 }).toEqual({ created: 0, lost: true });
  });

  it('given a person says so, that deployment goes on with the key of the other', async () => {
    const byHand = { byHand: 'tag-user', tag: { Key: pointer, Value: `${arn} prod` } } as const;
    const adopts: Week = { ...week, mishaps: [{ at: 'iam:ListAccessKeys', fault: byHand }] };
    const { found, of } = await played('stage', { ...served, weeks: weeks(9, { ...week, handsOver: 0 }, adopts) });
    expect(found).toBe('');
    expect({ second: of('users of the second'), created: of('create done'), deactivated: of('deactivate done') }).toEqual({
      ...{ second: 1, created: 1, deactivated: 1 },
    });
  });
});

/** Until the test ends, the rule never applies. */
function withoutRule(name: RuleName): void {
  const rule = rules.find((one) => one.name === name);
  if (!rule) throw new Error(`There is no rule ${name}`);
  const { when } = rule;
  rule.when = () => false;
  onTestFinished(() => {
    rule.when = when;
  });
}

describe('a build that does not look whose user it is', () => {
  // Long enough for a key to be unused for 36 days after its replacement.
  const together = weeks(12, { ...week, order: 'both at once' });
  type Tags = { Tags: { Key: string; Value: string }[] };
  const pointerUnread: Aws = ({ operation }, serve) => {
    if (operation !== 'iam:ListUserTags') return serve();
    const answer = serve() as Tags;
    return { ...answer, Tags: answer.Tags.filter(({ Key }) => Key !== pointer) };
  };
  const pointersAsFirstSeen = (): Aws => {
    let first: unknown;
    return ({ operation }, serve) => {
      if (operation !== 'iam:ListUserTags') return serve();
      first ??= serve();
      return first;
    };
  };

  it.each(differences)('given the right build and another %s, no judge finds anything', async (difference) => {
    const { found, of } = await played(difference, { ...unserved, weeks: together });
    expect(found).toBe('');
    expect(of('users of the first') + of('users of the second')).toBe(1);
  });

  it.each<[what: string, aws: Aws, found: string]>([
    ['reads no pointer', pointerUnread, 'deployment acts on a user of the other'],
    ['does not read tags again before an act', pointersAsFirstSeen(), 'deployment takes over a user of the other'],
  ])('given one that %s, it is found', async (_, aws, expected) => {
    const { found } = await played('region', { ...unserved, weeks: together }, aws);
    expect(found).toContain(expected);
  });

  const gone = { AccessKeyId: 'AKIAALICE00000000002', Status: 'Inactive', ageDays: 100 };

  it('given both delete a key, one after the other, it is found that both tell of it', async () => {
    const alice = {
      UserName: 'alice',
      AccessKeys: [gone],
      Tags: { [`access-key-sweeper:inactive-since:${gone.AccessKeyId}`]: dayOf(addDays(start, -30)) },
    };
    const nothingDeleted: Aws = ({ operation }, serve) => (operation === 'iam:DeleteAccessKey' ? {} : serve());
    // The other finds the key again without a mark, and waits for two weeks.
    const alone: Week = { ...week, order: 'second' };
    const given = { users: [alice], secrets: [], weeks: [week, alone, alone, alone] };
    expect((await played('region', given)).found).toBe('');
    expect((await played('region', given, nothingDeleted)).found).toContain('both deployments tell that AKIAALICE00000000002 was deleted');
  });

  it.each([
    'deployment decides wrongly about a user of the other',
    'deployment tells the owner of a user of the other what it will do',
    'deployment marks a user of the other',
    'deployment acts on a user of the other',
  ])('given one without the rule other-deployment, it is found that a %s', async (expected) => {
    withoutRule('other-deployment');
    const [alice] = servedAt(50).users.map(({ AccessKeys, ...user }) => ({ ...user, AccessKeys: [gone, ...AccessKeys] }));
    const { found } = await played('region', { ...served, users: [alice ?? {}], weeks: weeks(4, { ...week, order: 'second' }) });
    expect(found).toContain(expected);
  });
});
