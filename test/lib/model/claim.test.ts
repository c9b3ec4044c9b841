import { describe, expect, it } from 'vitest';
import { claimOf } from '../../../lib/model/claim.ts';
import { ago, keyHolder, type Moment, now } from '../../tools/builders.ts';

const bob = keyHolder();
const hash = 'b'.repeat(64);
const tagOf = (Value: string) => [{ Key: 'access-key-sweeper:user-id', Value }];
const dateOf = (moment: Moment) => (moment instanceof Date ? moment : ago(moment));

type Sketch = { made?: Moment; id?: string; isPointed?: boolean; isEmpty?: boolean; nonceHash?: string | null };

/** The claim on a secret of bob's, an empty one of two hours ago, beside an intent mark of the same moment. */
function claim(
  { made = { hours: 2 }, id = bob.UserId, isPointed = false, isEmpty = true, nonceHash = hash }: Sketch,
  mark: Moment = { hours: 2 },
) {
  const secret = { CreatedDate: dateOf(made), Tags: tagOf(id), isPointed, isEmpty, nonceHash: nonceHash ?? undefined };
  const intents = [{ tagKey: 'x', at: dateOf(mark), keyIds: [], nonceHash: hash }];
  return claimOf(secret, bob, { intents }, now);
}

describe('whose secret it is', () => {
  it.each<[given: string, expected: string, secret: Sketch, mark?: Moment]>([
    ['the pointer names it', 'pointed', { isPointed: true, isEmpty: false }],
    ['the pointer names it, and it has another id', 'lost', { isPointed: true, id: 'AIDAOTHER' }],
    ['it has another id', 'foreign', { id: 'AIDAOTHER' }],
    ['it has another id, and the nonce of a mark', 'foreign', { id: 'AIDAOTHER', nonceHash: hash }],
    ['an interrupted creation made it', 'unfinished', {}],
    ['it was made 5 minutes after the mark', 'unfinished', { made: { hours: 2 } }, { hours: 2, minutes: 5 }],
    ['it was made more than 5 minutes after the mark', 'lost', { made: { hours: 2 } }, { hours: 2, minutes: 5, seconds: 1 }],
    ['it was made 5 minutes before the mark, because clocks differ', 'unfinished', { made: { hours: 2, minutes: 5 } }],
    ['it was made more than 5 minutes before the mark', 'lost', { made: { hours: 2, minutes: 5, seconds: 1 } }],
    ['somebody put a version into it', 'lost', { isEmpty: false }],
    ['it has another nonce', 'lost', { nonceHash: 'c'.repeat(64) }],
    ['it has no nonce', 'lost', { nonceHash: null }],
    ['its creation may still be at work', 'new', { made: { minutes: 59 } }, { minutes: 59 }],
    ['no mark tells of it, and it is young', 'new', { made: { minutes: 59 }, nonceHash: 'c'.repeat(64) }],
    ['no mark tells of it, and it is an hour old', 'lost', { made: { hours: 1 }, nonceHash: 'c'.repeat(64) }],
  ])('given %s, it is %s', (_, expected, secret, mark) => {
    expect(claim(secret, mark)).toBe(expected);
  });

  it('given another mark too, the secret is that of the mark that fits', () => {
    const secret = { CreatedDate: ago({ hours: 2 }), Tags: tagOf(bob.UserId), isPointed: false, isEmpty: true, nonceHash: hash };
    const mark = { tagKey: 'x', at: ago({ hours: 2 }), keyIds: [], nonceHash: hash };
    expect(claimOf(secret, bob, { intents: [{ ...mark, nonceHash: undefined }, mark] }, now)).toBe('unfinished');
  });

  it('given neither nonce nor hash, that proves nothing', () => {
    const secret = { CreatedDate: ago({ hours: 2 }), Tags: tagOf(bob.UserId), isPointed: false, isEmpty: true, nonceHash: undefined };
    const intents = [{ tagKey: 'x', at: ago({ hours: 2 }), keyIds: [], nonceHash: undefined }];
    expect(claimOf(secret, bob, { intents }, now)).toBe('lost');
  });
});
