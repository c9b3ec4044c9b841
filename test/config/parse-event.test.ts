import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../config/parse-event.ts';

const names = 'names of IAM users: letters, digits or any of +=,.@_-';

describe('the event', () => {
  it.each([
    {},
    { executionId: 'd32c5kddcf5bb8c3' },
    { users: ['alice'] },
    { users: ['alice', 'bob'], force: true },
    { users: ['alice'], force: false },
    { users: ['alice'], force: true, keys: ['AKIAIOSFODNN7EXAMPLE'] },
  ])('given %j, it is taken', (event) => {
    expect(parseEvent(event)).toEqual(event);
  });

  it('given the moment that a continuation of an older version names, no key is forced', () => {
    const event = { users: ['alice'], force: true, madeBefore: '2026-03-03T05:55:00.000Z' };
    expect(parseEvent(event)).toEqual({ users: ['alice'], force: true, keys: [] });
  });

  it.each([
    [{ users: [] }, `users: expected ${names}; found []`],
    [{ users: 'alice' }, `users: expected ${names}; found "alice"`],
    [{ users: [''] }, `users.0: expected ${names}; found ""`],
    [{ users: ['bob: see https://evil.example'] }, `users.0: expected ${names}; found "bob: see https://evil.example"`],
    [{ force: true }, 'users: expected the users to force; found nothing'],
    [{ users: ['alice'], force: 'yes' }, 'force: expected true or false; found "yes"'],
    [{ user: 'alice' }, 'user: expected one of executionId, users, force, keys, madeBefore; found a name that does not exist'],
    [{ users: ['alice'], force: true, keys: ['AKIA'] }, 'keys.0: expected ids of access keys; found "AKIA"'],
    [{ users: ['alice'], force: true, keys: [] }, 'keys: expected ids of access keys; found []'],
    [{ users: ['alice'], keys: ['AKIAIOSFODNN7EXAMPLE'] }, 'force: expected true, since keys are named; found nothing'],
    ['alice', '(the whole input): expected a group of settings; found "alice"'],
    [null, '(the whole input): expected a group of settings; found null'],
  ])('given %j, it is refused: %s', (event, words) => {
    expect(() => parseEvent(event)).toThrow(`The event was refused and nothing was done. ${words}`);
  });
});
