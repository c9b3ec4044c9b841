import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import type { Fault } from '../../sandbox/faults/fault-schema.ts';
import { anyForgery, type Forgery } from './forger/any-forgery.ts';
import { type Forger, randomForger } from './forger/forger.ts';
import { type Aws, forgedKeys } from './forger/two-worlds.ts';
import { type Deed, doDeed } from './random/any-deed.ts';
import type { Tally } from './random/tally.ts';
import { eachRun, print, sizes } from './runs.ts';
import { enforcing } from './sweeper/enforcing.ts';

const tally: Tally = new Map();

const runs = eachRun(
  'forger',
  'given somebody who may do anything in Secrets Manager and read IAM, no key in use goes because of it, and it gets no key',
  { runs: sizes.forger, arbitrary: anyForgery(6, 16) },
  (forgery) => forgedKeys(forgery, randomForger(forgery), { tally }),
);

afterAll(() => {
  const lines = [...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
  print(`${runs} runs of 16 sweeps, each with a forger and without: ${lines.join(', ')}`);
});

const [oldId, newId] = ['AKIAALICE00000000001', 'AKIAALICE00000000002'];
const Name = 'iam-access-keys/alice';
const old = { AccessKeyId: oldId, Status: 'Active', ageDays: 61 };
const pointer = 'access-key-sweeper:secret:arn';

type Story = {
  keys?: object[];
  /** True if the user has a secret with the first key. */
  hasSecret?: boolean;
  faults?: Fault[];
  /** What the forger does, and when. */
  forger: (act: (deed: Deed) => void, account: Account) => Partial<Forger>;
};

/**
 * Plays the story of alice, whose application stays with its oldest key; aaron, who is told each week that he has no slot, has
 * his turn before her. Returns what the judges find, a line each.
 */
async function judged({ keys = [old], hasSecret = false, faults = [], forger }: Story, aws?: (account: Account) => Aws): Promise<string> {
  const versions = [{ VersionId: `access-key-sweeper-${oldId}`, AccessKeyId: oldId, stages: ['AWSCURRENT'] }];
  const aaron = [95, 40].map((ageDays) => ({ Status: 'Active', ageDays }));
  const forgery: Forgery = {
    users: [
      { UserName: 'aaron', AccessKeys: aaron, uses: 'oldest' },
      { UserName: 'alice', AccessKeys: keys, uses: 'oldest' },
    ],
    secrets: hasSecret ? [{ Name, versions }] : [],
    ...{ settings: {}, config: enforcing({ inUseWithinDays: 8 }), weeks: 6, faults },
  };
  const found = await forgedKeys(
    forgery,
    (account) => {
      const act = (deed: Deed) => {
        const user = account.users.get('alice');
        if (user) doDeed(account, user, deed);
      };
      return { atCall: () => {}, before: () => {}, after: () => {}, ...forger(act, account) };
    },
    aws && { aws },
  );
  return found.join('\n');
}

/** The forger does it once, before the sweep of that week or so many minutes after it. */
const before =
  (week: number, deed: Deed): Story['forger'] =>
  (act) => ({
    before: (now) => {
      if (now === week) act(deed);
    },
  });
const after =
  (minutes: number, deed: Deed): Story['forger'] =>
  (act, account) => ({
    after: (week) => {
      account.clock.set(addMinutes(account.clock.now(), minutes));
      if (week === 1) act(deed);
    },
  });

const remake: Deed = { byHand: 'make-secret', squat: 'with the nonce' };
const squat: Deed = { byHand: 'make-secret', squat: 'with the id' };

const stories = {
  'a version for a key that a person made a minute ago': {
    hasSecret: true,
    keys: [old, { AccessKeyId: newId, Status: 'Active', ageDays: 0 }],
    forger: before(1, { byHand: 'forge-version', AccessKeyId: newId }),
  },
  'a version for a key whose answer was lost a week ago': {
    hasSecret: true,
    faults: [{ operation: 'iam:CreateAccessKey', fault: 'drop-after' }],
    forger: before(2, { byHand: 'forge-version', forges: 'the youngest' }),
  },
  'a secret of the user’s name and with its id, two hours old': {
    forger: (act, account) => ({
      before: (week) => {
        if (week > 1) return;
        act(squat);
        account.clock.set(addHours(account.clock.now(), 2));
      },
    }),
  },
  'such a secret that appears right before the sweep makes it': {
    forger: (act) => ({
      atCall: ({ operation }) => {
        if (operation === 'secretsmanager:CreateSecret') act(squat);
      },
    }),
  },
  'a secret made again an hour after its creation broke off': {
    faults: [{ operation: 'iam:TagUser', skip: 1, fault: 'crash-before' }],
    forger: after(60, remake),
  },
  'a secret made again after its pointer, a minute after the creation broke off': {
    faults: [{ operation: 'iam:CreateAccessKey', fault: 'crash-before' }],
    forger: after(1, remake),
  },
  'a secret that is deleted between the decision and the act': {
    forger: (act, account) => ({
      atCall: ({ operation, UserName }) => {
        const isLate = account.clock.now() > new Date('2026-03-31T00:00:00Z');
        if (isLate && operation === 'sns:Publish' && UserName === 'aaron') act({ byHand: 'delete-secret' });
      },
    }),
  },
} satisfies Record<string, Story>;

type Tags = { Tags: { Key: string; Value: string }[] };
type Versions = { Versions: { CreatedDate: number }[] };

/** Changes every answer to an operation. */
const answering =
  <Answer extends object>(operation: string, change: (answer: Answer, account: Account) => object) =>
  (account: Account): Aws =>
  (call, serve) => {
    const answer = serve() as Answer;
    return call.operation === operation ? { ...answer, ...change(answer, account) } : answer;
  };

const intentWithHash = ({ users }: Account) =>
  [...(users.get('alice')?.tags.values() ?? [])].find(({ Value }) => /[0-9a-f]{64}/.test(Value));

/** What a wrong build would make of AWS's answers. */
const wrongs = {
  'every key counts as made by a sweep': answering<Tags>('iam:ListUserTags', ({ Tags }) => ({
    Tags: [...Tags, { Key: 'access-key-sweeper:creating:x', Value: `2026-01-01T00:00:00Z made ${newId}` }],
  })),
  'every version counts as stored with its key': answering<Versions>('secretsmanager:ListSecretVersionIds', ({ Versions }) => ({
    Versions: Versions.map((version) => ({ ...version, CreatedDate: 0 })),
  })),
  'a secret counts by its name': answering<Tags>('iam:ListUserTags', ({ Tags }, { secrets }) => {
    const found = secrets.get(Name);
    const isPointed = !found || Tags.some(({ Key }) => Key === pointer);
    return { Tags: isPointed ? Tags : [...Tags, { Key: pointer, Value: `${found.ARN} sandbox` }] };
  }),
  'a secret that exists already is used':
    (account: Account): Aws =>
    (call, serve) => {
      const found = account.secrets.get(Name);
      return call.operation === 'secretsmanager:CreateSecret' && found ? { Name, ARN: found.ARN } : serve();
    },
  'a creation heals at any time': answering('secretsmanager:DescribeSecret', (_, account) => {
    const at = intentWithHash(account)?.Value.slice(0, 24);
    return at ? { CreatedDate: Date.parse(at) / 1000 } : {};
  }),
  'the hash stays in the mark':
    (account: Account): Aws =>
    (call, serve) => {
      const intent = call.operation === 'iam:TagUser' ? intentWithHash(account) : undefined;
      const answer = serve();
      const { tags } = account.users.get('alice') ?? {};
      if (intent && !tags?.get(intent.Key)?.Value.includes(' made ')) tags?.set(intent.Key, intent);
      return answer;
    },
  'nobody looks again before an act': (): Aws => {
    let seen = new Map<string, unknown>();
    return (call, serve) => {
      if (call.operation === 'iam:ListUsers') seen = new Map();
      if (!/:(Describe|ListUserTags|ListSecretVersionIds)/.test(call.operation)) return serve();
      const id = `${call.operation} ${call.UserName} ${call.SecretId}`;
      if (!seen.has(id)) seen.set(id, serve());
      return seen.get(id);
    };
  },
} satisfies Record<string, (account: Account) => Aws>;

describe('a build that believes a forger', () => {
  it.each(Object.entries(stories))('given the right build and %s, no judge finds anything', async (_, story) => {
    expect(await judged(story)).toBe('');
  });

  it.each<[wrong: keyof typeof wrongs, story: keyof typeof stories, found: string]>([
    ['every key counts as made by a sweep', 'a version for a key that a person made a minute ago', 'G1 it is in use, and no key as young'],
    ['every version counts as stored with its key', 'a version for a key whose answer was lost a week ago', 'G1 the last key that anybody'],
    ['a secret counts by its name', 'a secret of the user’s name and with its id, two hours old', 'G5 a new key was stored in a secret'],
    [
      'a secret that exists already is used',
      'such a secret that appears right before the sweep makes it',
      'G5 a new key was stored in a secret',
    ],
    ['a creation heals at any time', 'a secret made again an hour after its creation broke off', 'G5 a new key was stored in a secret'],
    [
      'the hash stays in the mark',
      'a secret made again after its pointer, a minute after the creation broke off',
      'G5 a new key was stored',
    ],
    [
      'nobody looks again before an act',
      'a secret that is deleted between the decision and the act',
      'G1 it is in use, and no key as young',
    ],
  ])('given that %s, and %s, it is found', async (wrong, story, found) => {
    expect(await judged(stories[story], wrongs[wrong])).toContain(found);
  });
});
