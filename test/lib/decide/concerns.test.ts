import { describe, expect, it } from 'vitest';
import { concernLines, isExplained } from '../../../lib/decide/concerns.ts';
import { decide } from '../../../lib/decide/decide.ts';
import { dayOf } from '../../../lib/model/age.ts';
import type { Concern, Decision, RuleName } from '../../../lib/model/plan.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  decision,
  first,
  inactive,
  now,
  type Overrides,
  second,
  tagged,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';
import { byHand, doomed, elsewhere, full, gone, lost, notOurs, waiting } from '../../tools/notice-examples.ts';

/** Returns the concerns about each key of a user, as `<the first four letters of its id>: kind`. */
function concernsOf(user: UserSketch, overrides: Overrides = {}): string[] {
  const { decisions } = decide(aUser(user), config(overrides), now);
  return decisions.flatMap(({ key, concerns }) => concerns.map(({ kind }) => `${key.AccessKeyId}: ${kind}`));
}

const stolen = { ...full, stages: { [second]: ['AWSPREVIOUS'] }, secret: { versions: byHand } };
const stripped = { ...waiting, ...withKeys(76, 15), told: {} };

describe('what somebody else did', () => {
  it.each<[given: string, concerns: string[], user: UserSketch]>([
    ['nothing', [], waiting],
    ['the secret is scheduled for deletion', [`${second}: secret-deleted`], { ...full, current: second, secret: doomed }],
    [
      'the secret of young keys is scheduled for deletion',
      [`${second}: secret-deleted`],
      { ...withKeys(30, 3), current: second, secret: doomed },
    ],
    [
      'the secret of one young key is scheduled for deletion',
      [`${first}: secret-deleted`],
      { ...withKeys(3), current: first, secret: doomed },
    ],
    ['the secret of a due key is scheduled for deletion: its refusal says so', [], { ...withKeys(65), current: first, secret: doomed }],
    ['the secret is scheduled for deletion and holds no key', [], { ...full, secret: doomed }],
    ['the secret is gone', [`${second}: secret-gone`], { ...full, ...gone, made: [second] }],
    ['the secret of two keys is gone', [`${second}: secret-gone`], { ...full, ...gone, made: [first, second] }],
    ['the secret of one young key is gone', [`${first}: secret-gone`], { ...withKeys(5), ...gone, made: [first] }],
    ['the secret of a due key is gone', [`${first}: secret-gone`], { ...withKeys(65), ...gone, made: [first] }],
    ['the secret is gone, and no sweep made the key', [], { ...withKeys(5), ...gone, made: [] }],
    ['the secret is gone, and the key of a person is younger', [`${first}: secret-gone`], { ...full, ...gone, made: [first] }],
    [
      'the secret is gone, and the key that was in it is Inactive',
      [`${first}: secret-gone`],
      { ...withKeys(65, inactive(1)), ...gone, made: [first, second] },
    ],
    ['the secret is gone, and so is the key that was in it', [], { ...withKeys(5), ...gone, made: [third] }],
    ['a user without a pointer and without a secret', [], { ...full, secret: gone.secret, made: [second] }],
    ['the secret is there', [], { ...full, ...gone, current: second, secret: {} }],
    [
      'the secret is gone, and another’s has the user’s name',
      [`${first}: secret-foreign`, `${second}: secret-gone`],
      { ...withKeys(20, 1), ...gone, made: [second], secret: notOurs },
    ],
    ['the secret is gone, and a new one is not pointed to yet', [], { ...withKeys(5), ...gone, made: [first], secret: lost }],
    ['another deployment’s pointer', [], { ...withKeys(5), ...gone, made: [first], secret: elsewhere }],
    ['another value is current', [`${second}: value-replaced`], stolen],
    ['no mark vouches for a key in the secret', [`${second}: unvouched`], { ...full, current: second, made: [] }],
    ['no value is current', [], { ...full, stages: { [second]: ['AWSPREVIOUS'] } }],
    ['another value is current, and no mark vouches for the key', [`${second}: unvouched`], { ...stolen, made: [] }],
    ['another value is current, and the new key is still pending', [], { ...stolen, stages: { [second]: ['AWSPENDING'] }, secret: {} }],
    ['a person rolled back to the older key', [], { ...full, stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] } }],
    ['another’s secret has the user’s name', [`${first}: secret-foreign`], { ...withKeys(20, 1), secret: notOurs }],
    ['another’s secret has the name of a user with a due key: its refusal says so', [], { ...withKeys(65), secret: notOurs }],
    [
      'the same, and the due key has no slot either',
      [`${second}: reactivated`],
      { ...withKeys(65, 20), secret: notOurs, inactiveSince: { [second]: 3 } },
    ],
    ['the tag that its owner was told is missing', [`${first}: tags-removed`], stripped],
    ['the same, of a user on hold', [], { ...stripped, ...tagged('hold-until', '2027-01-01') }],
    ['the key was replaced since the last sweep', [], { ...stripped, ...withKeys(76, 7) }],
    ['the key was replaced before the last sweep', [`${first}: tags-removed`], { ...stripped, ...withKeys(76, 8) }],
    ['a forced replacement, and the key is due since the last sweep', [], { ...stripped, ...withKeys(66, 40) }],
    [
      'the mark has another profile',
      [],
      { ...stripped, tags: { [`access-key-sweeper:told-since:${first}`]: `${ago(7).toISOString()} slow` } },
    ],
    ['a deactivated key is Active again', [`${first}: reactivated`], { ...waiting, inactiveSince: { [first]: 3 } }],
    [
      'the same, weeks after its replacement: the deactivation removed the tag that its owner was told',
      [`${first}: reactivated`],
      { ...stripped, inactiveSince: { [first]: 3 } },
    ],
    [
      'the same, and the mark has no date',
      [`${first}: reactivated`],
      { ...waiting, tags: { [`access-key-sweeper:inactive-since:${first}`]: '?' } },
    ],
    ['a deactivated key is still Inactive', [], { ...withKeys(inactive(70), 20), current: second, inactiveSince: { [first]: 3 } }],
    ['the pointer is lost: the rule says so', [], { ...withKeys(30), secret: lost }],
  ])('given %s: %j', (_, concerns, user) => {
    expect(concernsOf(user)).toEqual(concerns);
  });

  it.each<[when: string, from: number, to: number, concerns: string[]]>([
    ['until yesterday', 30, 1, []],
    ['today', 0, -5, []],
    ['until before the last sweep', 30, 8, [`${first}: tags-removed`]],
  ])('given a freeze %s, in which no overlap began, a missing tag is no concern or is one', (_, from, to, concerns) => {
    const freezes = [{ from: dayOf(ago(from)), to: dayOf(ago(to)), reason: 'sales' }];
    expect(concernsOf({ ...stripped, ...withKeys(76, 20) }, { freezes })).toEqual(concerns);
  });

  it('given a user whose evidence was not read, there is no concern', () => {
    const { decisions } = decide({ ...aUser(withKeys(30)), evidence: undefined }, config(), now);
    expect(decisions.map(({ concerns }) => concerns)).toEqual([[]]);
  });

  it('given another value is current, a command puts the key back, and takes no words from a version’s id', () => {
    const remedyFor = (id: string) => {
      const versions = new Map([...byHand].map(([key, one]) => [key.startsWith('access') ? key : id, one]));
      return decide(aUser({ ...stolen, secret: { versions } }), config(), now).decisions[1]?.concerns[0]?.remedy ?? '';
    };
    const move = `--move-to-version-id="access-key-sweeper-${second}" --remove-from-version-id=`;
    expect(remedyFor('5048a0ac-3c1d-4b1f-9f3e-0b0e6f6a1c52')).toContain(`${move}"5048a0ac-3c1d-4b1f-9f3e-0b0e6f6a1c52"`);
    expect(remedyFor('$(rm -rf ~) ".................."')).toContain(`${move}"<the id of the current version>"`);
  });
});

describe('what is said of a key that only follows from something else', () => {
  const concern = (kind: Concern['kind']) => decision({ concerns: [{ kind, reason: 'x', remedy: undefined }] });
  const refused = decision({ refusal: { reason: 'x', remedy: undefined } });
  const withoutSlot = decision({ rule: 'no-slot', refusal: { reason: 'x', remedy: undefined } });
  const plain = decision();

  it.each<[given: string, explained: boolean, rule: RuleName, others: readonly Decision[]]>([
    ['no slot, and the secret is scheduled for deletion', true, 'no-slot', [plain, concern('secret-deleted')]],
    ['no slot, and another value is current', true, 'no-slot', [concern('value-replaced'), plain]],
    ['no slot, and a key cannot be stored', true, 'no-slot', [plain, refused]],
    ['no slot, and its own replacement could not be made', false, 'no-slot', [withoutSlot, plain]],
    ['two keys in use, and the secret is scheduled for deletion', true, 'two-in-use', [plain, concern('secret-deleted')]],
    ['no slot and nothing else', false, 'no-slot', [plain, plain]],
    ['no slot, and the secret is gone', false, 'no-slot', [concern('secret-gone')]],
    ['no slot, and a key is Active again', false, 'no-slot', [concern('reactivated')]],
    ['an old key, and the secret is scheduled for deletion', false, 'superseded-waiting', [concern('secret-deleted')]],
    ['a late key, and a key cannot be stored', false, 'late', [refused]],
  ])('given %s: %s', (_, explained, rule, decisions) => {
    expect(isExplained(decision({ rule }), { decisions })).toBe(explained);
  });

  it('given one key with two concerns, one of them about the secret, it is explained', () => {
    const concerns = [...concern('reactivated').concerns, ...concern('secret-deleted').concerns];
    expect(isExplained(decision({ rule: 'no-slot' }), { decisions: [decision({ concerns })] })).toBe(true);
  });
});

it('given concerns about two keys, each is one line with its kind', () => {
  const about = (id: string, ...kinds: Concern['kind'][]) =>
    decision({
      key: accessKey({ AccessKeyId: id }),
      concerns: kinds.map((kind) => ({ kind, reason: `because ${kind}`, remedy: undefined })),
    });
  const decisions = [about(first, 'reactivated', 'tags-removed'), about(second), about(third, 'unvouched')];
  expect(concernLines({ UserName: 'bob', decisions })).toEqual([
    { kind: 'reactivated', line: `bob, ${first}: because reactivated` },
    { kind: 'tags-removed', line: `bob, ${first}: because tags-removed` },
    { kind: 'unvouched', line: `bob, ${third}: because unvouched` },
  ]);
});
