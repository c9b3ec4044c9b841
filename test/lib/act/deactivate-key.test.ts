import { type AccessKeyMetadata, ListAccessKeysCommand, TagUserCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { deactivate } from '../../../lib/act/deactivate-key.ts';
import type { AccessKey, LastUse } from '../../../lib/model/user.ts';
import { ago, first, inactive, now, type Overrides, proof, second, tagged, type UserSketch, withKeys } from '../../tools/builders.ts';
import { addsTags, awsError, listsKeys, listsTags, mockedTask, sentTo, showsLastUse, showsSecret } from '../../tools/mocked-sweep.ts';

const replaced = { ...withKeys(85, 20), current: second, told: { [first]: 20 } };
const current = { [`access-key-sweeper-${second}`]: ['AWSCURRENT'] };
const told = `access-key-sweeper:told-since:${first}`;
const update = ['UpdateAccessKey', { UserName: 'bob', AccessKeyId: first, Status: 'Inactive' }];
const untagging = ['UntagUser', { UserName: 'bob', TagKeys: [told] }];

describe('deactivating a key', () => {
  it('given nothing changed, the key is made Inactive, then its marks are changed', async () => {
    const { task, iamWrite } = mockedTask(replaced);
    await expect(deactivate(task)).resolves.toEqual({ outcome: 'done' });
    const Tags = [{ Key: `access-key-sweeper:inactive-since:${first}`, Value: `${now.toISOString()} - ours` }];
    expect(sentTo(iamWrite)).toEqual([update, ['TagUser', { UserName: 'bob', Tags }], untagging]);
    expect(task.known.keys.get(first)).toBe('Inactive');
  });

  it.each([
    [46, 'TagUser, UntagUser'],
    // Another act of the sweep may have set three.
    [47, 'UntagUser, TagUser'],
    [50, 'UntagUser, TagUser'],
  ])('given a user with %i tags, its marks are changed in the order that has room: %s', async (count, order) => {
    const others = Object.fromEntries(Array.from({ length: count - 2 }, (_, n) => [`team-${n}`, 'x']));
    const { task, iamWrite } = mockedTask({ ...replaced, tags: others });
    expect(task.plan.evidence?.tags.all.size).toBe(count);
    await deactivate(task);
    expect(sentTo(iamWrite).map(([name]) => name)).toEqual(['UpdateAccessKey', ...order.split(', ')]);
  });

  it('given an orphan, its mark says so, and from when it is deleted', async () => {
    const { task, iamWrite } = mockedTask({ ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] });
    await deactivate(task);
    const Tags = [{ Key: `access-key-sweeper:inactive-since:${first}`, Value: `${now.toISOString()} 2026-11-25 orphan` }];
    expect(sentTo(iamWrite)[1]).toEqual(['TagUser', { UserName: 'bob', Tags }]);
  });

  it.each<[given: string, meddle: (task: ReturnType<typeof mockedTask>) => void]>([
    ['its replacement is gone', (one) => listsKeys(one, withKeys(85).keys)],
    ['its replacement was deactivated', (one) => listsKeys(one, withKeys(85, inactive(20)).keys)],
    ['another value became current', (one) => showsSecret(one, { 'by-hand': ['AWSCURRENT'] })],
    ['no value is current', (one) => showsSecret(one, {})],
    ['the secret was scheduled for deletion', (one) => showsSecret(one, current, { DeletedDate: now })],
    ['the secret was deleted', (one) => showsSecret(one, undefined)],
    ['the user was put on hold', (one) => addsTags(one, tagged('hold-until', '2027-01-01').tags)],
    ['the user was exempted', (one) => addsTags(one, tagged('exempt', 'vendor').tags)],
    ['its owner was told a later day', (one) => addsTags(one, { [told.toLowerCase()]: `${now.toISOString()} 2026-12-20 2026-12-27 any` })],
    ['the mark that its owner was told is gone', (one) => listsTags(one, {})],
    ['the user got a profile that nobody knows', (one) => addsTags(one, tagged('profile', 'slow').tags)],
  ])('given %s after the decision, it is deferred and nothing is changed (G1)', async (_, meddle) => {
    const one = mockedTask(replaced);
    meddle(one);
    await expect(deactivate(one.task)).rejects.toMatchObject({ name: 'Deferred' });
    expect(sentTo(one.iamWrite)).toEqual([]);
  });

  it.each<[given: string, error: string, keys: readonly AccessKey[] | Error]>([
    ['the key is gone', 'Deferred', withKeys(85, 20).keys.slice(1)],
    ['AWS does not find the key and lists it', 'Deferred', withKeys(85, 20).keys],
    ['the user is gone', 'NoSuchEntity', awsError('NoSuchEntity')],
  ])('given %s, it throws %s and no mark is changed', async (_, name, keys) => {
    const { task, iam, iamWrite } = mockedTask(replaced);
    iamWrite.on(UpdateAccessKeyCommand).rejects(awsError('NoSuchEntity'));
    const call = iam.on(ListAccessKeysCommand).resolvesOnce({ AccessKeyMetadata: [...task.plan.keys] as AccessKeyMetadata[] });
    if (keys instanceof Error) call.rejects(keys);
    else call.resolves({ AccessKeyMetadata: [...keys] as AccessKeyMetadata[] });
    await expect(deactivate(task)).rejects.toMatchObject({ name });
    expect(sentTo(iamWrite)).toEqual([update]);
  });

  it.each<[given: string, age: number, expected: string, used?: LastUse]>([
    ['somebody used it', 80, 'Deferred', { at: ago({ hours: 1 }), service: 's3', region: 'x' }],
    ['somebody used it, and no sweep comes before its last day', 83, 'done', { at: ago({ hours: 1 }), service: 's3', region: 'x' }],
    ['AWS shows a use before it was replaced', 80, 'done', { at: ago(21), service: 's3', region: 'x' }],
    ['AWS shows the sweeper’s proof', 80, 'done', proof({ days: 79, hours: 23, minutes: 58 })],
    ['nobody used it', 80, 'done'],
  ])('given %s after the decision about a replaced key of %i days, it is %s', async (_, age, expected, used) => {
    const one = mockedTask({ ...withKeys(age, 20), current: second, told: { [first]: 20 } });
    showsLastUse(one, new Map(used && [[first, used]]));
    const end = await deactivate(one.task).then(
      ({ outcome }) => outcome,
      ({ name }: Error) => name,
    );
    expect(end).toBe(expected);
  });

  it.each<[rule: string, user: UserSketch, overrides: Overrides]>([
    ['in-the-way-done', { ...withKeys(300, 200), used: { [second]: 95 }, told: { [first]: 20 } }, {}],
    ['unused-done', { ...withKeys(85), told: { [first]: 20 }, days: { kind: 'unused' } }, { unused: { action: 'retire' } }],
  ])('given somebody used a key that ends by the rule %s, it is deferred', async (rule, user, overrides) => {
    const one = mockedTask(user, overrides);
    expect(one.task.decision).toMatchObject({ rule, action: 'deactivate' });
    showsLastUse(one, new Map([[first, { at: now, service: 's3', region: 'x' }]]));
    await expect(deactivate(one.task)).rejects.toMatchObject({ name: 'Deferred', message: expect.stringContaining('somebody used') });
    expect(sentTo(one.iamWrite)).toEqual([]);
  });

  it('given AWS refuses, no mark is changed', async () => {
    const { task, iamWrite } = mockedTask(replaced);
    iamWrite.on(UpdateAccessKeyCommand).rejects(awsError('AccessDenied'));
    await expect(deactivate(task)).rejects.toThrow('AccessDenied by AWS');
    expect(sentTo(iamWrite)).toEqual([update]);
  });

  it('given the key cannot be marked, later acts know that it is Inactive all the same', async () => {
    const { task, iamWrite } = mockedTask(replaced);
    iamWrite.on(TagUserCommand).rejects(awsError('AccessDenied'));
    await expect(deactivate(task)).rejects.toThrow('AccessDenied by AWS');
    expect(task.known.keys.get(first)).toBe('Inactive');
  });
});
