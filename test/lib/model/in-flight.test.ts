import { describe, expect, it } from 'vitest';
import { accessKey, ago, aUser, first, ruleFor, second } from '../../tools/builders.ts';

describe('a key that was stored but is not listed', () => {
  it.each([
    ['a second less than an hour ago', ago({ hours: 1, seconds: -1 }), 'in-flight'],
    ['an hour ago', ago({ hours: 1 }), 'create'],
  ])('given it was stored %s, the rule is right', (_, at, rule) => {
    const known = { stages: { [second]: ['AWSCURRENT'] }, storedAt: { [second]: at } };
    expect(ruleFor(aUser({ keys: [accessKey({ age: 65 })], ...known }), first)).toBe(rule);
  });

  it('given it is listed, nobody waits', () => {
    const keys = [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 0 })];
    const known = { stages: { [second]: ['AWSCURRENT'] }, storedAt: { [second]: ago({ minutes: 1 }) } };
    expect(ruleFor(aUser({ keys, ...known }), first)).toBe('superseded-waiting');
  });

  it('given the version is not ours, nobody waits', () => {
    const versions = new Map([['by-hand', { stages: ['AWSCURRENT'], createdAt: ago({ minutes: 1 }) }]]);
    expect(ruleFor(aUser({ keys: [accessKey({ age: 65 })], secret: { versions } }), first)).toBe('create');
  });
});
