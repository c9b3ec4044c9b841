import { describe, expect, it } from 'vitest';
import { type MessageKind, mayPass } from '../../../lib/model/filter-policy.ts';

/** One message: a notice about alice, whose owner is the platform team. */
const notice: MessageKind = { event: { known: ['create'] }, userName: { known: ['alice'] }, owner: { known: ['platform'] } };

const passes = (policy: unknown, kind = notice) => mayPass({ FilterPolicy: JSON.stringify(policy) }, kind);

describe('a filter of message attributes', () => {
  it.each<[policy: object, isPassed: boolean]>([
    [{}, true],
    [{ event: ['create'] }, true],
    [{ event: ['digest'] }, false],
    [{ event: ['digest', 'create'] }, true],
    [{ event: ['Create'] }, false],
    [{ event: ['create'], owner: ['platform'] }, true],
    [{ event: ['create'], owner: ['billing'] }, false],
    [{ team: ['platform'] }, false],
    [{ event: [] }, false],
    [{ userName: [{ prefix: 'al' }] }, true],
    [{ userName: [{ prefix: 'Al' }] }, false],
    [{ userName: [{ suffix: 'ce' }] }, true],
    [{ userName: [{ suffix: 'al' }] }, false],
    [{ userName: [{ 'equals-ignore-case': 'ALICE' }] }, true],
    [{ userName: [{ 'equals-ignore-case': 'ALIC' }] }, false],
    [{ userName: [{ 'anything-but': 'bob' }] }, true],
    [{ userName: [{ 'anything-but': 'alice' }] }, false],
    [{ userName: [{ 'anything-but': ['bob', 'carol'] }] }, true],
    [{ userName: [{ 'anything-but': ['bob', 'alice'] }] }, false],
    [{ userName: [{ 'anything-but': { prefix: 'bo' } }] }, true],
    [{ userName: [{ 'anything-but': { prefix: 'al' } }] }, false],
    [{ userName: [{ 'anything-but': { suffix: 'ob' } }] }, true],
    [{ userName: [{ 'anything-but': { suffix: 'ce' } }] }, false],
    [{ team: [{ 'anything-but': 'billing' }] }, false],
    [{ team: [{ 'anything-but': { prefix: 'b' } }] }, false],
    [{ team: [{ prefix: '' }] }, false],
    [{ owner: [{ exists: true }] }, true],
    [{ owner: [{ exists: false }] }, false],
    [{ team: [{ exists: true }] }, false],
    [{ team: [{ exists: false }] }, true],
    [{ $or: [{ event: ['digest'] }, { owner: ['platform'] }] }, true],
    [{ $or: [{ event: ['digest'] }, { owner: ['billing'] }] }, false],
    [{ $or: [{ event: ['create'] }, { event: ['digest'] }], owner: ['billing'] }, false],
  ])('given the policy %j, the notice passes: %s', (policy, isPassed) => {
    expect(passes(policy)).toBe(isPassed);
  });

  it.each([
    ['numbers', { userName: [{ numeric: ['>', 0] }] }],
    ['a number', { userName: [1] }],
    ['null', { userName: [null] }],
    ['addresses', { userName: [{ cidr: '10.0.0.0/8' }] }],
    ['an operator that is not known', { userName: [{ wildcard: 'al*' }] }],
    ['two operators in one', { userName: [{ prefix: 'al', suffix: 'ce' }] }],
    ['no operator', { userName: [{}] }],
    ['a prefix that is no text', { userName: [{ prefix: 1 }] }],
    ['a list of prefixes', { userName: [{ prefix: ['al', 'bo'] }] }],
    ['the opposite of a number', { userName: [{ 'anything-but': [1] }] }],
    ['the opposite of an operator that is not known', { userName: [{ 'anything-but': { wildcard: 'bo*' } }] }],
    ['the opposite of a list of prefixes', { userName: [{ 'anything-but': { prefix: ['bo'] } }] }],
    ['the opposite of two operators', { userName: [{ 'anything-but': { prefix: 'bo', suffix: 'ob' } }] }],
    ['existence in words', { userName: [{ exists: 'true' }] }],
    ['a value outside of a list', { userName: 'alice' }],
    ['a list in a list', { userName: [['alice']] }],
    ['one alternative', { $or: [{ userName: ['alice'] }] }],
    ['an alternative that is no policy', { $or: [{ userName: ['alice'] }, 'x'] }],
    ['a name that every object has', { constructor: [{ exists: true }] }],
    ['a list', []],
    ['text', 'alice'],
    ['nothing', null],
  ])('given %s, it is in doubt, so the notice does not pass', (_, policy) => {
    expect(passes(policy)).toBe(false);
  });

  it('given text that is not JSON, the notice does not pass', () => {
    expect(mayPass({ FilterPolicy: '{' }, notice)).toBe(false);
  });

  it.each([
    [undefined, true],
    ['MessageAttributes', true],
    ['MessageBody', false],
    ['Other', false],
  ])('given the scope %s, a notice that its policy names passes: %s', (FilterPolicyScope, isPassed) => {
    expect(mayPass({ FilterPolicy: '{"event":["create"]}', FilterPolicyScope }, notice)).toBe(isPassed);
    expect(mayPass({ FilterPolicyScope }, notice)).toBe(true);
  });
});

describe('a filter and an attribute that may have any text', () => {
  const open: MessageKind = { ...notice, userName: { known: [], isOpen: true }, owner: { known: [undefined], isOpen: true } };

  it.each<[policy: object, mayBePassed: boolean]>([
    [{ userName: ['bob'] }, true],
    [{ userName: [{ prefix: 'platform-' }] }, true],
    [{ userName: [{ suffix: '-ci' }] }, true],
    [{ userName: [{ 'equals-ignore-case': 'BOB' }] }, true],
    [{ userName: [{ exists: true }] }, true],
    [{ userName: [{ exists: false }] }, false],
    [{ owner: [{ exists: false }] }, true],
    [{ userName: [{ 'anything-but': ['bob', 'carol'] }] }, true],
    [{ userName: [{ 'anything-but': { prefix: 'x' } }] }, true],
    [{ userName: [{ 'anything-but': { suffix: '0' } }] }, true],
    [{ userName: [{ numeric: ['=', 1] }] }, false],
    [{ userName: [null] }, false],
    [{ userName: [{ prefix: null }] }, false],
    [{ event: ['digest'], userName: ['bob'] }, false],
  ])('given the policy %j, some message passes: %s', (policy, mayBePassed) => {
    expect(passes(policy, open)).toBe(mayBePassed);
  });
});
