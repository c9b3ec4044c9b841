import { describe, expect, it } from 'vitest';
import { inactiveSince } from '../../../lib/model/inactive-since.ts';
import { intentValue, toldValue } from '../../../lib/model/mark-values.ts';
import { currentVersionOf, secretNameOf, stagesOf, versionIdOf } from '../../../lib/model/secret-state.ts';
import { parseUserTags, tagKeys } from '../../../lib/model/user-tags.ts';
import { accessKey, ago, evidence, first, now, second } from '../../tools/builders.ts';

describe('user tags', () => {
  it('given an intent, it reads back as it was written', () => {
    const tag = { Key: tagKeys.creating('s-1'), Value: intentValue(now, [first, second]) };
    expect(tag).toEqual({
      Key: 'access-key-sweeper:creating:s-1',
      Value: `2026-11-24T06:00:00.000Z ${first} ${second}`,
    });
    expect(parseUserTags([tag], now).intents).toEqual([
      { tagKey: tag.Key, at: now, keyIds: [first, second] },
    ]);
  });

  it('given an intent of a user without keys, it lists none', () => {
    const tag = { Key: tagKeys.creating('s-1'), Value: intentValue(now, []) };
    expect(parseUserTags([tag], now).intents).toEqual([{ tagKey: tag.Key, at: now, keyIds: [] }]);
  });

  it('given every kind of mark, each is found and none is taken for another', () => {
    const tags = parseUserTags(
      [
        { Key: tagKeys.toldSince(first), Value: now.toISOString() },
        { Key: tagKeys.inactiveSince(second), Value: now.toISOString() },
        { Key: 'Access-Key-Sweeper:Owner', Value: 'team-a@example.com' },
        { Key: 'xaccess-key-sweeper:told-since:x', Value: now.toISOString() },
      ],
      now,
    );
    expect(tags).toMatchObject({
      owner: 'team-a@example.com',
      exempt: undefined,
      holdUntil: undefined,
      intents: [],
      toldSince: [{ AccessKeyId: first, at: now }],
      inactiveSince: [{ AccessKeyId: second, at: now }],
    });
  });

  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['no profile, still without one', undefined, undefined, true],
    ['a profile that still counts', 'slow', 'slow', true],
    ['a profile that is gone', 'slow', undefined, false],
    ['no profile, with one since', undefined, 'slow', false],
    ['another profile', 'slow', 'slower', false],
    ['a profile of the longest name', 'x'.repeat(128), 'x'.repeat(128), true],
  ])(
    'given an owner who was told under %s, the overlap counts only if the thresholds are the same',
    (_, before, profile, counts) => {
      for (const isUnlessUsed of [false, true]) {
        const told = { Key: tagKeys.toldSince(first), Value: toldValue(now, before, isUnlessUsed) };
        const picked = profile === undefined ? [] : [{ Key: 'access-key-sweeper:profile', Value: profile }];
        const [mark] = parseUserTags([told, ...picked], now).toldSince;
        expect(mark).toMatchObject({ AccessKeyId: first, at: counts ? now : undefined, isUnlessUsed });
        expect(told.Value).toMatch(/^[A-Za-z0-9 _.:/=+\-@]{1,256}$/);
      }
    },
  );

  it('given a mark about the longest key id and the longest sweep id, its key fits in 128 characters', () => {
    expect(tagKeys.inactiveSince('A'.repeat(20)).length).toBeLessThanOrEqual(128);
    expect(tagKeys.creating('x'.repeat(64)).length).toBeLessThanOrEqual(128);
  });

  it('given an intent, its value has only what IAM allows in a tag', () => {
    expect(intentValue(now, [first])).toMatch(/^[A-Za-z0-9 _.:/=+\-@]{1,256}$/);
  });
});

describe('the secret', () => {
  it.each([
    ['bob', 'p/bob'],
    ['a,b,c', 'p/a/b/c'],
    ['a+b=c.d@e-f_g', 'p/a+b=c.d@e-f_g'],
  ])('given the user %s, its secret is %s', (user, name) => {
    expect(secretNameOf('p/', user)).toBe(name);
  });

  it('given a key id, the version id fits a ClientRequestToken', () => {
    expect(versionIdOf(first)).toBe(`access-key-sweeper-${first}`);
    expect(versionIdOf('AKIA567890123456').length).toBeGreaterThanOrEqual(32);
    expect(versionIdOf(first).length).toBeLessThanOrEqual(64);
  });

  it('given versions, the current one and the stages of each key are found', () => {
    const { secret } = evidence({ stages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT', 'x'] } });
    expect(currentVersionOf(secret)).toBe(versionIdOf(second));
    expect(stagesOf(secret, first)).toEqual(['AWSPREVIOUS']);
    expect(stagesOf(secret, 'AKIAOTHER')).toBeUndefined();
  });

  it('given no current version, none is found', () => {
    expect(currentVersionOf(evidence({ stages: { [first]: ['AWSPENDING'] } }).secret)).toBeUndefined();
  });
});

describe('since when a key is Inactive', () => {
  const since = ago({ days: 9 });
  const known = { inactiveSince: { [first]: since } };

  it.each<[string, Parameters<typeof evidence>[0], string, Date | undefined]>([
    ['a mark', known, 'Inactive', since],
    ['a mark on an Active key', known, 'Active', undefined],
    ['no mark', {}, 'Inactive', undefined],
    [
      'a use an hour after the mark',
      { ...known, used: { [first]: ago({ days: 9, hours: -1 }) } },
      'Inactive',
      since,
    ],
    ['a later use', { ...known, used: { [first]: ago({ days: 8 }) } }, 'Inactive', undefined],
  ])('given %s, it is told or not', (_, overrides, Status, expected) => {
    expect(inactiveSince(accessKey({ Status }), evidence(overrides))).toEqual(expected);
  });

  it('given nothing known, it is not told', () => {
    expect(inactiveSince(accessKey({ Status: 'Inactive' }), undefined)).toBeUndefined();
  });
});
