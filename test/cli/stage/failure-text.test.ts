import { describe, expect, it } from 'vitest';
import { describeError, failureSentences, refusalIn } from '../../../cli/stage/failure-text.ts';

const refused = (resource: string) =>
  new Error('Reading its tags failed', {
    cause: new Error(`User: me is not authorized to perform: iam:ListUserTags on resource: ${resource} because no`),
  });

describe('failures as sentences', () => {
  it('given failures for want of one permission, they are one sentence', () => {
    const failures = ['a', 'b', 'c'].map((UserName) => ({ UserName, error: refused(UserName) }));
    expect(failureSentences(failures)).toEqual([
      'me may not iam:ListUserTags on a and 2 more. Give it that permission, or use another profile.',
    ]);
  });

  it.each([
    [10, []],
    [11, ['1 more failed.']],
  ])('given %i other failures, ten are named', (many, rest) => {
    const failures = Array.from({ length: many }, (_, n) => ({ UserName: `u${n}`, error: new Error('why') }));
    expect(failureSentences(failures).slice(10)).toEqual(rest);
    expect(failureSentences(failures)[0]).toBe('u0: why');
  });
});

describe('a refusal', () => {
  it('given one that names no resource, it is of any resource', () => {
    const error = new Error('User: me is not authorized to perform: sts:X');
    expect(refusalIn(error)).toEqual({ who: 'me', action: 'sts:X', resource: 'any resource' });
  });

  it.each([[new Error('Throttling')], ['text'], [undefined]])('given %o, there is none', (thrown) => {
    expect(refusalIn(thrown)).toBeUndefined();
  });
});

describe('an error as a sentence', () => {
  it.each([
    ['a refusal', refused('a'), /^me may not iam:ListUserTags on a\. Give it that permission/],
    ['another error', new Error('no answer'), /^Reading X failed: no answer$/],
  ])('given %s, it says so and keeps the cause', (_, cause, says) => {
    const described = describeError('Reading X', cause);
    expect(described.message).toMatch(says);
    expect(described.cause).toBe(cause);
  });
});
