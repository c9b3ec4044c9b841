import { describe, expect, it } from 'vitest';
import type { ManualChange } from '../../sandbox/faults/manual-change.ts';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import {
  digestOf,
  keysOf,
  pointerOf,
  secretOf,
  stagesOf,
  storeByHand,
  tagsOf,
  textsOf,
  userOfAge,
  vouchedOf,
  type World,
  world,
  writes,
} from './world.ts';

const alice = () => world([userOfAge('alice', 61)]);
const oldId = 'AKIAALICE00000000001';
const newId = 'AKIAALICE00000000002';

function byHand({ account }: World, change: ManualChange, user = 'alice'): void {
  const found = account.users.get(user);
  if (!found) throw new Error(`There is no user ${user}`);
  changeByHand(account, found, change);
}

/** Sweeps each week; returns the rules of the first key, or `gone`. */
async function weeks(one: World, count: number, before: (week: number) => void = () => {}): Promise<string[]> {
  const rules: string[] = [];
  for (let week = 1; week <= count; week++) {
    before(week);
    await one.sweep();
    rules.push(one.decided()[0] ?? 'gone');
    one.pass(7);
  }
  return rules;
}

describe('the pointer', () => {
  it('given a first replacement, the user’s tags name its secret, and vouch for its key', async () => {
    const one = alice();
    await one.sweep();
    expect(pointerOf(one)).toBe(`${secretOf(one)?.ARN} sandbox`);
    expect(vouchedOf(one)).toEqual([keysOf(one)[1]?.AccessKeyId]);
  });

  it('given the answer to CreateSecret is lost, its repetition finds the secret by its nonce', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:CreateSecret', { executed: true });
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(secretOf(one)?.versions.size).toBe(1);
  });

  it('given it is not known whether the pointer was written, no key is created, and a later sweep goes on from there', async () => {
    const one = alice();
    failNext(one.account, 'iam:TagUser', { times: 9, skip: 1 });
    const { error } = await one.sweep();
    expect(error).toBeDefined();
    expect(keysOf(one)).toHaveLength(1);
    expect(tagsOf(one)).toEqual(['access-key-sweeper:creating:sweep-1']);
    delete one.account.intercept;
    one.pass(0, 70);
    const before = secretOf(one)?.ARN;
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(pointerOf(one)).toBe(`${before} sandbox`);
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it.each([
    ['exempt', 'access-key-sweeper:exempt', 'a person looks into it'],
    ['on hold', 'access-key-sweeper:hold-until', '2030-01-01'],
  ])('given it is not known whether the pointer was written, and the user is %s by then, it is not written', async (_, Key, Value) => {
    const one = alice();
    failNext(one.account, 'iam:TagUser', { times: 9, skip: 1 });
    await one.sweep();
    delete one.account.intercept;
    one.account.users.get('alice')?.tags.set(Key, { Key, Value });
    one.pass(0, 70);
    one.account.history.length = 0;
    await one.sweep();
    expect(one.decided()).toEqual(['alice exempt none']);
    expect(writes(one.account)).toEqual(['sns:Publish']);
    expect(pointerOf(one)).toBeUndefined();
  });

  it('given a creation that broke off before it made the secret, the next one makes it', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:CreateSecret', { times: 9 });
    await one.sweep();
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });

  it('given more than 5 minutes between mark and key, none is created, and the pointer stays', async () => {
    const one = alice();
    rightBefore(one.account, 'secretsmanager:CreateSecret', () => one.account.clock.advance(301_000));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect({ keys: keysOf(one).length, marks: tagsOf(one) }).toEqual({ keys: 1, marks: [] });
    expect(pointerOf(one)).toContain(secretOf(one)?.ARN);
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
  });

  it('given a secret that is gone for good, the next creation makes another, and the pointer names that', async () => {
    const one = alice();
    await one.sweep();
    const before = pointerOf(one);
    one.account.secrets.clear();
    one.pass(60);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.slice(1);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(pointerOf(one)).toBe(`${secretOf(one)?.ARN} sandbox`);
    expect(pointerOf(one)).not.toBe(before);
  });
});

describe('a renamed or moved user', () => {
  it('given the same account with and without a new name and path, 16 weeks are the same', async () => {
    const [plain, renamed] = [alice(), alice()];
    const rename = (week: number) => {
      if (week === 3) byHand(renamed, { byHand: 'rename-user', UserName: 'alicia' });
      if (week === 5) byHand(renamed, { byHand: 'move-user', Path: '/team/' }, 'alicia');
    };
    const before = await weeks(plain, 16);
    const after = await weeks(renamed, 16, rename);
    expect(after.map((rule) => rule.replace('alicia', 'alice'))).toEqual(before);
    expect(before).toContain('alice inactive-past-delete done');
    expect([...renamed.account.secrets.keys()]).toEqual(['iam-access-keys/alice']);
    expect(textsOf(renamed)).toContain('--secret-id="iam-access-keys/alice"');
  });

  it('given a new user took the name, it gets no secret of the other, and is told what to do', async () => {
    const one = alice();
    await one.sweep();
    byHand(one, { byHand: 'rename-user', UserName: 'alicia' });
    const [, given] = [...world([userOfAge('alicia', 1), userOfAge('alice', 61)]).account.users.values()];
    if (given) one.account.users.set('alice', given);
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice create none', 'alicia superseded-waiting none', 'alicia fresh none']);
    expect(textsOf(one)).toContain('belongs to the user alicia');
    expect(textsOf(one)).toContain('create-secret --name="iam-access-keys/alice-2"');
    expect([...one.account.secrets.keys()]).toEqual(['iam-access-keys/alice']);
  });
});

describe('a forger who may do anything in Secrets Manager', () => {
  /** A key in use, and a younger one that its owner made and does not use yet. */
  const two = () =>
    world([
      {
        UserName: 'alice',
        AccessKeys: [
          { AccessKeyId: oldId, Status: 'Active', ageDays: 61 },
          { AccessKeyId: newId, Status: 'Active', ageDays: 3 },
        ],
        uses: 'oldest',
      },
    ]);
  const forged = (AccessKeyId: string) => [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }];

  it.each<[given: string, change: ManualChange]>([
    ['with a version for the younger key', { byHand: 'make-secret', secret: { versions: forged(newId), Tags: {} } }],
    [
      'with that and another’s id',
      { byHand: 'make-secret', secret: { versions: forged(newId), Tags: { 'access-key-sweeper:user-id': 'AIDAX' } } },
    ],
  ])('given a secret of the user’s name %s, every decision is as without it', async (_, change) => {
    const [plain, squatted] = [two(), two()];
    byHand(squatted, change);
    expect(await weeks(squatted, 6)).toEqual(await weeks(plain, 6));
    expect(keysOf(squatted)).toHaveLength(2);
  });

  it.each(['with a version', 'without a version'])(
    'given a secret with the right tag %s, nothing is done, and a person is asked',
    async (what) => {
      const one = two();
      const secret = { versions: what === 'with a version' ? forged(newId) : [] };
      byHand(one, { byHand: 'make-secret', secret });
      one.pass(1);
      expect(new Set(await weeks(one, 6))).toEqual(new Set(['alice pointer-lost none']));
      expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
      const find = 'First find out who made the secret and who may read it: aws secretsmanager describe-secret ';
      const adopt = 'npm run sweeper -- adopt --stage sandbox --region us-east-1 --user="<user>"';
      const [, , section = ''] = digestOf(one).split(/(Needs a person: )/);
      expect([find, adopt].map((text) => section.includes(text))).toEqual([true, true]);
      expect(section.indexOf(find)).toBeLessThan(section.indexOf(adopt));
    },
  );

  it('given such a secret appears before the creation, it gets no key', async () => {
    const one = alice();
    rightBefore(one.account, 'secretsmanager:CreateSecret', () => byHand(one, { byHand: 'make-secret' }));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
    expect(pointerOf(one)).toBeUndefined();
  });

  it.each([
    ['of the user’s younger key', newId],
    ['of a key that does not exist', 'AKIANOBODY0000000000'],
  ])('given a version %s in the right secret, it takes nobody’s key', async (_, AccessKeyId) => {
    const one = two();
    // The user has a secret of its own, from an earlier rotation.
    byHand(one, { byHand: 'make-secret' });
    const pointer = `${secretOf(one)?.ARN} sandbox`;
    byHand(one, { byHand: 'tag-user', tag: { Key: 'access-key-sweeper:secret:arn', Value: pointer } });
    const rules = await weeks(one, 6, () => byHand(one, { byHand: 'forge-version', AccessKeyId }));
    expect(new Set(rules)).toEqual(new Set(['alice no-slot none']));
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
  });

  it('given the answer to a creation was lost, and a version of that key in the right secret, no key goes for its sake', async () => {
    const one = alice();
    await weeks(one, 9);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    delete one.account.intercept;
    const [inUse, lost] = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
    one.pass(3);
    byHand(one, { byHand: 'forge-version', AccessKeyId: lost });
    one.pass(4);
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice no-slot none']);
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete done', 'alice create done']);
    expect(keysOf(one)).toMatchObject([{ AccessKeyId: inUse, Status: 'Active' }, { Status: 'Active' }]);
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).not.toContain(lost);
  });

  it('given the labels of a new key are moved to a value of the forger’s, the key is not deleted', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [{ AccessKeyId: oldId, Status: 'Active', ageDays: 61 }], uses: 'none' }]);
    await one.sweep();
    storeByHand(one);
    const [version] = [...(secretOf(one)?.versions.values() ?? [])];
    version?.stages.clear();
    version?.stages.add('AWSPENDING');
    one.pass(1);
    await weeks(one, 3);
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
    expect(writes(one.account)).not.toContain('iam:DeleteAccessKey');
  });

  it('given a key whose answer was lost, and another secret in the place of the user’s, the key is known as an orphan when that is gone', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [{ AccessKeyId: oldId, Status: 'Active', ageDays: 61 }], uses: 'none' }]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    delete one.account.intercept;
    byHand(one, { byHand: 'make-secret', secret: { versions: [], Tags: {} } });
    one.pass(7);
    await weeks(one, 2);
    expect(keysOf(one)).toHaveLength(2);
    one.account.secrets.clear();
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice no-slot none']);
    expect(keysOf(one)[0]).toMatchObject({ AccessKeyId: oldId, Status: 'Active' });
  });

  it('given a secret made again under the same name after the pointer, it gets no key', async () => {
    const one = alice();
    await one.sweep();
    byHand(one, { byHand: 'make-secret' });
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice pointer-lost none', 'alice pointer-lost none']);
    expect(stagesOf(one)).toEqual([]);
  });
});

describe('another rotator, which stores its own value each week', () => {
  it('given a replaced key, nobody is told to give up the key to move to, and owner and digest have the way back', async () => {
    const one = world([userOfAge('alice', 61, { uses: 'oldest' })]);
    await one.sweep();
    const [old, made] = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
    one.pass(7);
    const from = one.account.published.length;
    const rules = await weeks(one, 4, () => byHand(one, { byHand: 'write-secret' }));
    expect(new Set(rules)).toEqual(new Set(['alice no-slot none']));
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
    const told = one.account.published.slice(from).map(({ Message }) => (JSON.parse(Message) as { default: string }).default);
    expect(told).toHaveLength(8);
    for (const text of told) {
      expect(text).toContain('stored another value in its secret iam-access-keys/alice');
      expect(text).toContain('update-secret-version-stage --secret-id="');
      expect(text).not.toMatch(/(delete|update)-access-key/);
    }
    expect(told[0]).toContain(`--move-to-version-id="access-key-sweeper-${made}" --remove-from-version-id="by-hand-`);
    expect(told[0]).toContain(`${old} would be deactivated from 2026-03-22 on. That no longer holds`);
    expect(told[2]).not.toContain(old);
  });
});

describe('tags that somebody removes', () => {
  it('given all of them each week, keys stay as they are, and a person is told why', async () => {
    const one = alice();
    const rules = await weeks(one, 8, () => byHand(one, { byHand: 'strip-tags' }));
    expect(rules).toEqual(['alice create done', ...Array(7).fill('alice pointer-lost none')]);
    expect(keysOf(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
    expect(digestOf(one)).toContain('ignore_tags { key_prefixes = ["access-key-sweeper:"] }');
  });
});

describe('a call that AWS refuses for good', () => {
  const refusedTag = 'access-key-sweeper:refused:create';

  it('given a young Inactive key takes the slot, the refusal is told, and nobody that this key goes by itself', async () => {
    const AccessKeys = [
      { Status: 'Inactive', ageDays: 20 },
      { Status: 'Active', ageDays: 62 },
    ];
    const Tags = { [refusedTag]: '2026-03-02T06:00:00Z secretsmanager:PutSecretValue' };
    const one = world([{ UserName: 'alice', AccessKeys, Tags, uses: 'newest' }]);
    expect(new Set((await weeks(one, 4)).filter((text) => !/inactive/.test(text)))).toEqual(new Set(['alice no-slot none']));
    expect(keysOf(one)).toHaveLength(2);
    expect(digestOf(one)).toContain('Needs a person: no replacement can be made, stored or made current (1)');
    expect(textsOf(one)).toContain(`--tag-keys ${refusedTag}`);
    expect(textsOf(one)).not.toMatch(/by itself from|a slot is free|no free slot for a replacement \(/);
  });

  it.each(['iam:CreateAccessKey', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'])(
    'given %s, it is tried once in four weeks, or when a person forces it, and then no more',
    async (operation) => {
      const one = alice();
      failNext(one.account, operation, { error: denied, times: 99 });
      const [flagged, failed] = ['alice create none', 'alice create failed'];
      expect(await weeks(one, 6)).toEqual([failed, flagged, flagged, flagged, failed, flagged]);
      expect(digestOf(one)).toContain(`AWS refused ${operation} on`);
      await one.sweep({ users: ['alice'], force: true });
      expect(one.decided()).toEqual([failed]);
      expect(keysOf(one)).toHaveLength(1);
      delete one.account.intercept;
      one.pass(28);
      await one.sweep();
      expect(one.decided()).toEqual(['alice create done']);
      expect(tagsOf(one)).not.toContain(refusedTag);
    },
  );

  it.each<[given: string, operation: string, error: ServiceError]>([
    ['a policy denies the put', 'secretsmanager:PutSecretValue', denied('secretsmanager:PutSecretValue')],
    ['the KMS key is disabled', 'secretsmanager:PutSecretValue', new ServiceError('EncryptionFailure', 400, 'the key is disabled')],
    ['an SCP denies keys', 'iam:CreateAccessKey', denied('iam:CreateAccessKey')],
  ])('given %s, the first week says already what to do and when it is tried again', async (_, operation, error) => {
    const one = alice();
    failNext(one.account, operation, { error, times: 99 });
    await one.sweep();
    expect(one.decided()).toEqual(['alice create failed']);
    expect(digestOf(one)).toContain('1 needs a person; ');
    expect(digestOf(one)).toMatch(
      /\nNeeds a person: no replacement can be made, stored or made current \(1\)\n.*\n- alice, AKIA\w+: AWS refused /,
    );
    expect(digestOf(one)).not.toContain('A continuation looks again');
    expect(textsOf(one)).toContain(`because AWS refused ${operation} on 2026-03-03. `);
    expect(textsOf(one)).toContain(`What AWS answered: `);
    expect(textsOf(one)).toContain('It is tried again from 2026-03-31 on, or when a person forces it.');
    expect(textsOf(one)).toContain(`\n  aws iam untag-user --user-name="alice" --tag-keys ${refusedTag}`);
    expect(textsOf(one)).not.toContain('The next sweep tries again');
    expect([...one.account.schedules.keys()].filter((id) => id.includes('/continue-'))).toEqual([]);
  });

  it('given a due key is forced, its notice does not promise that the next sweep tries again, and it is continued', async () => {
    const one = alice();
    failNext(one.account, 'iam:CreateAccessKey', { error: denied, times: 99 });
    await one.sweep({ users: ['alice'], force: true });
    expect(textsOf(one)).toContain('no sweep of the schedule does that');
    expect(digestOf(one)).toContain('Forced; a continuation replaces them in about 70 minutes (1)');
    expect(digestOf(one)).not.toContain('Needs a person');
  });

  it('given a stored key cannot become current, nobody is told to move to it, and it is finished once AWS allows it', async () => {
    const versions = [{ VersionId: `access-key-sweeper-${oldId}`, AccessKeyId: oldId, stages: ['AWSCURRENT'] }];
    const AccessKeys = [{ AccessKeyId: oldId, Status: 'Active', ageDays: 61 }];
    const one = world([{ UserName: 'alice', AccessKeys, uses: 'newest' }], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
    failNext(one.account, 'secretsmanager:UpdateSecretVersionStage', { error: denied, times: 99 });
    const rules = await weeks(one, 4);
    expect(rules).toEqual(['alice create failed', ...Array(3).fill('alice no-slot none')]);
    expect(one.decided()).toContain('alice unfinished none');
    expect(textsOf(one)).not.toMatch(/was replaced|no free slot/);
    // The new key is stored; the old one is what applications use.
    expect(textsOf(one)).toContain(`Until that is settled, ${oldId} goes on working and is not replaced. It is overdue since 2026-03-13.`);
    expect(digestOf(one)).toContain(`; until then ${oldId}, 82 days old, is not replaced`);
    delete one.account.intercept;
    await one.sweep();
    expect(one.decided()).toEqual(['alice unfinished done', 'alice superseded-waiting none']);
    expect(tagsOf(one)).not.toContain(refusedTag);
    expect(vouchedOf(one)).toHaveLength(2);
  });

  it('given only AWSPENDING cannot be removed from a current key, the key counts as replaced, and the old one ends on its day', async () => {
    const one = alice();
    failNext(one.account, 'secretsmanager:UpdateSecretVersionStage', { error: denied, times: 99 });
    expect((await one.sweep()).error).toBeUndefined();
    expect(textsOf(one)).toContain('was created in place of');
    expect(stagesOf(one)).toEqual(['AWSPENDING+AWSCURRENT']);
    one.pass(7);
    const rules = await weeks(one, 6);
    expect(rules).toContain('alice superseded-done done');
    expect(rules).toContain('alice inactive-past-delete done');
  });

  it('given a finished key keeps AWSPENDING, it is finished all the same', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [{ AccessKeyId: oldId, Status: 'Active', ageDays: 61 }], uses: 'newest' }], {
      secrets: [
        {
          Name: 'iam-access-keys/alice',
          versions: [{ VersionId: `access-key-sweeper-${oldId}`, AccessKeyId: oldId, stages: ['AWSCURRENT'] }],
        },
      ],
    });
    failNext(one.account, 'secretsmanager:UpdateSecretVersionStage', { error: denied, times: 99 });
    await one.sweep();
    one.account.intercept = ({ operation, VersionStage }, serve) => {
      if (operation === 'secretsmanager:UpdateSecretVersionStage' && VersionStage === 'AWSPENDING') throw denied(operation);
      return serve();
    };
    one.pass(28);
    expect((await one.sweep()).error).toBeUndefined();
    expect(one.decided()).toEqual(['alice unfinished done', 'alice superseded-waiting none']);
    expect(stagesOf(one)).toEqual(['AWSPREVIOUS', 'AWSPENDING+AWSCURRENT']);
  });

  it('given a call refused minutes after its sweep began, the sweep four weeks later tries it again, as its owner was told', async () => {
    const one = alice();
    one.account.intercept = ({ operation }, serve) => {
      if (operation !== 'iam:CreateAccessKey') return serve();
      one.pass(0, 4);
      throw denied(operation);
    };
    await one.sweep();
    expect(textsOf(one)).toContain('It is tried again from 2026-03-31 on');
    one.account.clock.set(new Date('2026-03-31T06:00:00Z'));
    await one.sweep();
    expect(one.decided()).toEqual(['alice create failed']);
  });
});
