import { describe, expect, it } from 'vitest';
import { sesSmtpPassword } from '../../lib/act/ses-smtp-password.ts';
import { secretAccessKeyFor } from '../../sandbox/account/ids.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { digestOf, keysOf, secretOf, start, textsOf, userOfAge, type World, world } from './world.ts';

const mail = (more: object = {}) => ({
  UserName: 'wiki-email',
  AccessKeys: [
    { Status: 'Active', ageDays: 65, LastUsedDate: start.toISOString(), LastUsedService: 'ses', LastUsedRegion: 'eu-west-1', ...more },
  ],
  uses: 'newest',
});
const mailTag = { Tags: { 'access-key-sweeper:ses-smtp': 'eu-central-1' } };

function storedIn(one: World, user: string): Record<string, unknown> {
  const [version] = [...(secretOf(one, user)?.versions.values() ?? [])];
  return JSON.parse(version?.SecretString ?? '{}') as Record<string, unknown>;
}

const passwordOf = (one: World, user: string, region: string) =>
  sesSmtpPassword(secretAccessKeyFor(keysOf(one, user).at(-1)?.AccessKeyId ?? ''), region);

describe('a user who may send mail by SMTP', () => {
  it.each([
    ['its key was last used by SES', mail(), 'eu-west-1'],
    ['a report would call it ses-smtp', mail({ LastUsedService: 'ses-smtp' }), 'eu-west-1'],
    ['it is tagged', { ...userOfAge('wiki-email', 65), ...mailTag }, 'eu-central-1'],
    ['it is tagged, and sends from another Region', { ...mail(), ...mailTag }, 'eu-central-1'],
  ])('given %s, the secret has the password, and every notice until the old key is gone says what to do', async (_, user, region) => {
    const one = world([user]);
    await one.sweep();
    expect(storedIn(one, 'wiki-email')).toMatchObject({ SesSmtpPassword: passwordOf(one, 'wiki-email', region) });
    expect(digestOf(one)).not.toContain('nothing is known of a tag');
    expect(textsOf(one)).toContain(`If you send mail by SMTP (email-smtp.${region}.amazonaws.com)`);
    one.pass(7);
    const told = textsOf(one).length;
    await one.sweep();
    expect(textsOf(one).slice(told)).toContain('If you send mail by SMTP');
    expect(textsOf(one)).not.toContain(passwordOf(one, 'wiki-email', region).slice(4, 14));
  });

  it.each([
    ['nothing says that it sends mail', userOfAge('wiki-email', 65), {}],
    ['the setting leaves it out', mail(), { SesSmtpPassword: null }],
  ])('given %s, the secret has no password', async (_, user, fields) => {
    const one = world([user], { config: { secrets: { fields } } });
    await one.sweep();
    expect(Object.keys(storedIn(one, 'wiki-email'))).toEqual(['Version', 'AccessKeyId', 'SecretAccessKey', 'UserName']);
    expect(textsOf(one).includes('by SMTP'), 'says so').toBe('SesSmtpPassword' in fields);
  });

  it('given another name of the field, the password has it', async () => {
    const one = world([mail()], { config: { secrets: { fields: { SesSmtpPassword: 'mailPassword' } } } });
    await one.sweep();
    expect(storedIn(one, 'wiki-email')).toMatchObject({ mailPassword: passwordOf(one, 'wiki-email', 'eu-west-1') });
    expect(textsOf(one)).toContain(`jq '.["mailPassword"]'`);
  });

  it('given a tag that is no Region, the user is left alone, and a person is told', async () => {
    const one = world([{ ...mail(), Tags: { 'access-key-sweeper:ses-smtp': 'yes' } }]);
    await one.sweep();
    expect(one.decided()).toEqual(['wiki-email exempt none']);
    expect(digestOf(one)).toContain('its ses-smtp tag says "yes", which is no AWS Region');
  });

  it.each([
    [true, 'exempt none'],
    [false, 'create done'],
  ])('given the name that the SES console gives, and exempt.sesSmtpUsers %s: %s', async (sesSmtpUsers, decided) => {
    const UserName = 'ses-smtp-user.20250114-091500';
    const one = world([{ ...mail(), UserName }], { config: { exempt: { users: ['jenkins-*'], sesSmtpUsers } } });
    await one.sweep();
    expect(one.decided()).toEqual([`${UserName} ${decided}`]);
    expect(Object.keys(storedIn(one, UserName)).includes('SesSmtpPassword')).toBe(!sesSmtpUsers);
  });

  it('given AWS refuses the value and repeats the password, nobody is told it (G5)', async () => {
    const one = world([mail()]);
    let password = '';
    one.account.intercept = ({ operation, VersionId = '' }, serve) => {
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      password = sesSmtpPassword(secretAccessKeyFor(VersionId.slice(-20)), 'eu-west-1');
      throw new ServiceError('ValidationException', 400, `Not valid: ${password}`);
    };
    const { report, error } = await one.sweep();
    expect(password).not.toBe('');
    const said = [textsOf(one), error?.message, ...report.failures.map((one) => String(one.error))].join('\n');
    expect(said).toContain('an error that names a secret');
    expect(said).not.toContain(password.slice(0, 10));
  });
});
