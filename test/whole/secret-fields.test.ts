import { describe, expect, it } from 'vitest';
import { keyIdIn } from '../../sandbox/account/ids.ts';
import { watchCurrent } from './watch-current.ts';
import { keysOf, secretOf, textsOf, userOfAge, world } from './world.ts';

describe('the fields of a stored key', () => {
  it.each([
    ['the default names', {}, true],
    ['other names', { AccessKeyId: 'AccessKey', SecretAccessKey: 'SecretKey' }, false],
  ])('given %s, notices offer credential_process only if it can read them, and tell no secret (G5)', async (_, fields, isOffered) => {
    const one = world([userOfAge('alice', 62)], { config: { secrets: { fields } } });
    await one.sweep();
    expect(textsOf(one)).toContain('get-secret-value');
    expect(textsOf(one).includes('credential_process'), 'offers credential_process').toBe(isOffered);
    expect(textsOf(one)).not.toContain('CANARY');
  });

  it('given other names, applications move and the old key ends as with the default ones', async () => {
    const fields = { AccessKeyId: 'AccessKey', SecretAccessKey: 'SecretKey' };
    const one = world([userOfAge('alice', 62)], { config: { secrets: { fields } } });
    const watch = watchCurrent(one.account);
    for (let week = 0; week < 6; week++) {
      await one.sweep();
      one.pass(7);
    }
    expect(watch.broken).toEqual([]);
    const [current] = secretOf(one)?.versions.values() ?? [];
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).toEqual([keyIdIn(current?.SecretString ?? '')]);
  });
});
