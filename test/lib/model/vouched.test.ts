import { describe, expect, it } from 'vitest';
import { isVouched } from '../../../lib/model/vouched.ts';
import { accessKey, ago, evidence, first, second } from '../../tools/builders.ts';

const key = accessKey({ CreateDate: ago({ hours: 2 }) });

describe('the keys that the user’s tags vouch for', () => {
  it.each<[given: string, expected: boolean, tags: Parameters<typeof evidence>[0]]>([
    ['a mark that names it', true, { made: [first] }],
    ['a mark that names another', false, { made: [second] }],
    ['an intent mark of its moment', true, { intents: [{ at: { hours: 2 } }] }],
    ['an intent mark 5 minutes after it, because clocks differ', true, { intents: [{ at: { hours: 1, minutes: 55 } }] }],
    ['an intent mark more than 5 minutes after it', false, { intents: [{ at: { hours: 1, minutes: 54, seconds: 59 } }] }],
    ['an intent mark 15 minutes before it', true, { intents: [{ at: { hours: 2, minutes: 15 } }] }],
    ['an intent mark more than 15 minutes before it', false, { intents: [{ at: { hours: 2, minutes: 15, seconds: 1 } }] }],
    ['an intent mark that knew it', false, { intents: [{ at: { hours: 2 }, keyIds: [first] }] }],
    ['no mark', false, {}],
  ])('given %s: %s', (_, expected, tags) => {
    expect(isVouched(key, evidence(tags).tags)).toBe(expected);
  });
});
