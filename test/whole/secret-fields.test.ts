import { describe, expect, it } from 'vitest';
import { keyIdIn } from '../../sandbox/account/ids.ts';
import { watchCurrent } from './watch-current.ts';
import { userOfAge, type World, world } from './world.ts';

/** The values in alice's secret, oldest first. */
const valuesOf = ({ account }: World) =>
  [...(account.secrets.get('iam-access-keys/alice')?.versions.values() ?? [])].map(
    ({ SecretString }) => JSON.parse(SecretString) as Record<string, unknown>,
  );

const textsOf = ({ account }: World) => account.published.map(({ Message }) => Message).join(' ');

describe('the fields of a stored key', () => {
  it('given the defaults, they are what credential_process reads, in that order', async () => {
    const one = world([userOfAge('alice', 62)]);
    await one.sweep();
    const [value] = valuesOf(one);
    expect(Object.keys(value ?? {})).toEqual(['Version', 'AccessKeyId', 'SecretAccessKey', 'UserName']);
    expect(value).toMatchObject({ Version: 1, UserName: 'alice' });
    expect(textsOf(one)).toContain('credential_process');
  });

  it('given other names, left out and added ones, they are stored so and nothing else is told', async () => {
    const fields = {
      AccessKeyId: 'AccessKey',
      SecretAccessKey: 'SecretKey',
      UserName: null,
      fixed: { Version: null, region: 'eu-west-1', tls: true },
    };
    const one = world([userOfAge('alice', 62)], { config: { secrets: { fields } } });
    await one.sweep();
    expect(valuesOf(one)).toEqual([
      {
        region: 'eu-west-1',
        tls: true,
        AccessKey: expect.stringMatching(/^AKIA/),
        SecretKey: expect.stringMatching(/^CANARY/),
      },
    ]);
    expect(textsOf(one)).toContain('get-secret-value');
    expect(textsOf(one)).not.toContain('credential_process');
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
    expect(one.account.users.get('alice')?.keys).toHaveLength(1);
    const [current] = one.account.secrets.get('iam-access-keys/alice')?.versions.values() ?? [];
    expect(keyIdIn(current?.SecretString ?? '')).toBe(one.account.users.get('alice')?.keys[0]?.AccessKeyId);
  });
});
