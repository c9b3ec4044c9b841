import { describe, expect, it } from 'vitest';
import { keysToAskAbout } from '../../../lib/model/asked-keys.ts';
import { ago, aUser, config, first, now, second, type UserSketch, withKeys } from '../../tools/builders.ts';

const third = 'AKIAK3SFODNN7EXAMPLE';
/** An old key and the current one that replaced it a month ago. */
const replaced: UserSketch = { ...withKeys(85, 20), stages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] } };
const short = { create: { from: 22, to: 30 }, deactivate: { from: 37, to: 44 }, delete: { after: 44, inactiveFor: 1 } };

/** Returns a user whose evidence was read. */
function readUser(sketch: UserSketch) {
  const { evidence, ...user } = aUser(sketch);
  if (!evidence) throw new Error('no evidence');
  return { ...user, evidence };
}

describe('the keys whose last use counts', () => {
  it.each<[given: string, user: UserSketch, ids: string[]]>([
    ['a current key that is not due, beside the one that it replaced', replaced, [first]],
    ['only a current key that is not due', { ...withKeys(10), stages: { [first]: ['AWSCURRENT'] } }, []],
    ['only a current key that is due', { ...withKeys(60), stages: { [first]: ['AWSCURRENT'] } }, [first]],
    ['only a key that no sweep stored', withKeys(10), [first]],
    ['a pending key', { ...withKeys(10), stages: { [first]: ['AWSPENDING'] } }, [first]],
    ['an Inactive key that is current', { ...withKeys({ age: 10, Status: 'Inactive' }), stages: { [first]: ['AWSCURRENT'] } }, [first]],
    [
      'a key that no sweep stored and that may be in the way',
      { ...replaced, ...withKeys(91, 20), stages: { [second]: ['AWSCURRENT'] } },
      [first, second],
    ],
    ['a key that no sweep stored and that is too young for that', { ...withKeys(90, 20), stages: { [second]: ['AWSCURRENT'] } }, [first]],
    [
      'one that is old enough, and Inactive',
      { ...withKeys({ age: 91, Status: 'Inactive' }, 20), stages: { [second]: ['AWSCURRENT'] } },
      [first],
    ],
    ['one that is old enough, and that a sweep stored', { ...replaced, ...withKeys(91, 20) }, [first]],
    ['a secret that is scheduled for deletion', { ...replaced, secret: { deleted: true } }, [first, second]],
    ['a current key of which its owner was told', { ...replaced, told: { [second]: ago(1) } }, [first, second]],
    ['a current key with a mark that it is Inactive', { ...replaced, inactiveSince: { [second]: ago(1) } }, [first, second]],
    ['a person who wants a key replaced now', { ...replaced, forced: true }, [first, second]],
    [
      'a profile by which the current key is due',
      { ...replaced, ...withKeys(85, 22), tags: { 'access-key-sweeper:profile': 'short' } },
      [first, second],
    ],
  ])('given %s, it is that of the keys that it may depend on', (_, user, ids) => {
    const asked = keysToAskAbout(readUser(user), config({ profiles: { short } }), now);
    expect(asked.map(({ AccessKeyId }) => AccessKeyId)).toEqual(ids);
  });

  it('given three keys, it is that of all', () => {
    const user = readUser({ ...withKeys(85, 20, { age: 10, AccessKeyId: third }), stages: { [second]: ['AWSCURRENT'] } });
    expect(keysToAskAbout(user, config(), now)).toEqual(user.keys);
  });

  it('given a later day, it is that of the keys that are due by then', () => {
    const current = readUser({ ...withKeys(10), stages: { [first]: ['AWSCURRENT'] } });
    const due = (days: number) => keysToAskAbout(current, config(), ago(-days)).length;
    expect([due(49), due(50)]).toEqual([0, 1]);
  });
});
