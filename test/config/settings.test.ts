import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/parse-config.ts';
import { at, problemsIn, problemsOf } from './problems.ts';

/** Every setting that is a number of days or an age in days. */
const daySettings = [
  'everyDays',
  'thresholds.create.from',
  'thresholds.create.to',
  'thresholds.deactivate.from',
  'thresholds.deactivate.to',
  'thresholds.delete.after',
  'thresholds.delete.inactiveFor',
  'inUseWithinDays',
  'unused.keepInactiveFor',
];

const digits = "12 digits in quotes, such as '123456789012', or null";
const whole = 'a whole number';
const paths = 'a list of path prefixes such as /team/, without globs';
const userGlobs = 'globs over IAM user names: letters, digits, any of +=,.@_- and the signs of globs, such as robot-*';
const pathGlobs = "globs over IAM paths, each beginning with '/', without blanks, such as /ci/**";
const prefix = '1 to 100 letters, digits or any of /_+=.@-';
const noAlias = expect.stringContaining('no alias') as string;
const aliasArn = 'arn:aws:kms:eu-west-1:123456789012:alias/mine';
const retention = expect.stringMatching(/^one of 1, 3, 5.*3653$/) as string;
const email = 'an e-mail address, the word none, or null';
const rolePath = "a path that begins and ends with '/'";
const principals = 'ARNs of IAM roles or users, such as arn:aws:iam::123456789012:role/admin (no wildcards, no sessions of roles)';
const boundary = 'deploy.roles.permissionsBoundary';
const secretField = 'a name for the field; the key is no use without it';
const fixedValue = 'text, a number, true or false, or null';
const noSuch = 'a name that does not exist';

describe('the values of one setting', () => {
  it.each<[path: string, value: unknown, expected: string]>([
    ['mode', 'act', 'one of report, enforce'],
    ['accountId', 123456789012, digits],
    ['accountId', '12345678901', digits],
    ['everyDays', 0, 'at least 1'],
    ['everyDays', '7', whole],
    ['everyDays', 7.5, whole],
    ['everyDays', null, whole],
    ['thresholds.create.from', 0, 'at least 1'],
    ['thresholds.create.to', -1, 'at least 0'],
    ['thresholds.deactivate.from', true, whole],
    ['thresholds.delete.inactiveFor', 0, 'at least 1'],
    ['lateKeys', 'ignore', 'one of create, report'],
    ['inUseWithinDays', -1, 'at least 0'],
    ['unused.keepInactiveFor', 0, 'at least 1'],
    ['unused.after', 13, 'at least 14'],
    ['unused.action', 'delete', 'one of replace, retire'],
    ['include.paths', [], paths],
    ['include.paths', '/', paths],
    ['include.tag', '', 'not empty'],
    ['exempt.users', null, userGlobs],
    ['limits.percent', 0, 'at least 1'],
    ['limits.percent', 101, 'at most 100'],
    ['limits.backlogPercent', 0, 'at least 1'],
    ['limits.backlogPercent', 101, 'at most 100'],
    ['limits.minimum', 0, 'at least 1'],
    ['limits.surprising', -1, 'at least 0'],
    ['limits.callsPerSecond', 0, 'at least 1'],
    ['secrets.prefix', 'keys,', prefix],
    ['secrets.prefix', '', prefix],
    ['secrets.prefix', 'k'.repeat(101), prefix],
    ['secrets.kmsKeyId', 5, noAlias],
    ['secrets.kmsKeyId', 'alias/mine', noAlias],
    ['secrets.kmsKeyId', aliasArn, noAlias],
    ['secrets.fields.AccessKeyId', null, 'a name for the field; the key needs its id'],
    ['secrets.fields.SecretAccessKey', '', secretField],
    ['secrets.fields.UserName', 5, 'a name for the field, or null'],
    ['secrets.fields.fixed.a', {}, fixedValue],
    ['notices.reminders', 'false', 'true or false'],
    ['deploy', 'daily', 'a group of settings'],
    ['deploy.schedule', 7, 'text'],
    ['deploy.flexibleMinutes', -1, 'at least 0'],
    ['deploy.flexibleMinutes', 601, 'at most 600'],
    ['deploy.alarmEmail', 'nobody', email],
    ['deploy.logRetentionDays', 2, retention],
    ['deploy.reservedConcurrency', -1, 'at least 0'],
    ['deploy.deletionProtection', 'yes', 'true or false'],
    ['deploy.roles.path', '/team', rolePath],
    ['deploy.roles.path', 'team/', rolePath],
    [boundary, 'boundary', 'the ARN of an IAM policy, or null'],
    ['deploy.ledgerAdmins', 'arn:aws:iam::123456789012:role/admin', principals],
    ['deploy.tags', ['team'], 'names, each with a text'],
    ...daySettings.map((path): [string, unknown, string] => [path, 36_501, 'at most 36500']),
  ])('given %s: %j, it is refused, and the problem says what is expected', (path, value, expected) => {
    const problem = { path, expected, found: JSON.stringify(value) };
    expect(problemsOf(at(path, value))).toContainEqual(problem);
  });

  it.each<[path: string, value: string[], item: string, expected: string, found: string]>([
    ['include.paths', ['/', 'apps/'], 'include.paths.1', paths, '"apps/"'],
    ['include.paths', ['/ci/*'], 'include.paths.0', paths, '"/ci/*"'],
    ['include.paths', ['//team/'], 'include.paths.0', paths, '"//team/"'],
    ['include.paths', ['/tëam/'], 'include.paths.0', paths, '"/tëam/"'],
    ['include.paths', ['/my team/'], 'include.paths.0', paths, '"/my team/"'],
    ['exempt.paths', ['apps/'], 'exempt.paths.0', pathGlobs, '"apps/"'],
    ['exempt.paths', ['/my apps/'], 'exempt.paths.0', pathGlobs, '"/my apps/"'],
    ...[
      'arn:aws:iam::123456789012:role/*',
      'arn:aws:iam::*:role/admin',
      'arn:aws:iam::123456789012:role/admin-?',
      'arn:aws:sts::123456789012:assumed-role/admin/alice',
      'arn:aws:iam::123456789012:root',
      'arn:aws:iam::123456789012:group/admins',
      'admin',
    ].map((arn): [string, string[], string, string, string] => [
      'deploy.ledgerAdmins',
      [arn],
      'deploy.ledgerAdmins.0',
      principals,
      JSON.stringify(arn),
    ]),
    ...['^jenkins', 'jenkins$', 'arn:aws:iam::1:user/jenkins', 'team/jenkins', 'jenkins prod', 'jenkins%', 'jénkins', '[!a]*', ''].map(
      (glob): [string, string[], string, string, string] => ['exempt.users', [glob], 'exempt.users.0', userGlobs, JSON.stringify(glob)],
    ),
  ])('given %s: %j, the problem names the item', (setting, value, path, expected, found) => {
    expect(problemsOf(at(setting, value))).toEqual([{ path, expected, found }]);
  });

  it('given tags of the stack that AWS refuses, the problems name each', () => {
    expect(problemsOf({ deploy: { tags: { team: 5, 'aws:mine': 'x', good: 'y' } } })).toEqual([
      { path: 'deploy.tags.team', expected: 'text', found: '5' },
      { path: 'deploy.tags.aws:mine', expected: 'a name that a tag may have', found: '"aws:mine"' },
    ]);
  });

  it.each<[path: string, value: unknown]>([
    ['accountId', '012345678901'],
    ['thresholds.delete.inactiveFor', 1],
    ['inUseWithinDays', 0],
    ['inUseWithinDays', 36_500],
    ['unused.keepInactiveFor', 1],
    ['unused.keepInactiveFor', 36_500],
    ['unused.after', 14],
    ['unused.action', 'retire'],
    ['include.tag', 'team=a'],
    ['exempt.users', []],
    ['include.paths', ['/', '/team', '/a/b.c-d/']],
    ['exempt.users', ['Jenkins-*', 'a.b+c=d,e@f_g', '{a,b}?', '[ab]*', '[^a]*', '!(x)', '@(a|b)']],
    ['exempt.paths', ['/ci/**', '/~home/']],
    ['exempt.sesSmtpUsers', false],
    ['limits.percent', 1],
    ['limits.percent', 100],
    ['limits.backlogPercent', 1],
    ['limits.backlogPercent', 100],
    ['limits.minimum', 1],
    ['limits.surprising', 0],
    ['limits.callsPerSecond', 1],
    ['secrets.prefix', 'a-Z0_9/+=.@-'],
    ['secrets.prefix', 'k'.repeat(100)],
    ['secrets.kmsKeyId', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['secrets.kmsKeyId', 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['notices.reminders', false],
    [
      'deploy.ledgerAdmins',
      [
        'arn:aws-us-gov:iam::123456789012:user/team/alice',
        'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
      ],
    ],
    ['deploy.timezone', 'Europe/London'],
    ['deploy.flexibleMinutes', 0],
    ['deploy.flexibleMinutes', 600],
    ['deploy.alarmEmail', 'ops@example.com'],
    ['deploy.alarmEmail', 'none'],
    ['deploy.logRetentionDays', 1],
    ['deploy.reservedConcurrency', 0],
    ['deploy.deletionProtection', true],
    ['deploy.roles.path', '/'],
    ['deploy.roles.path', '/team/ops/'],
    [boundary, 'arn:aws:iam::123456789012:policy/team/boundary'],
    ['deploy.tags', { team: 'ops', 'cost:centre': '' }],
  ])('given %s: %j, it is accepted', (path, value) => {
    expect(problemsOf(at(path, value))).toEqual([]);
  });

  it('given a setting that is missing, the problem says so', () => {
    const problem = { path: 'mode', expected: 'one of report, enforce', found: 'nothing' };
    expect(problemsIn(() => parseConfig({}, 'test'))).toContainEqual(problem);
  });

  it('given settings that do not exist, each is named, beside those that do', () => {
    const limits = 'one of percent, backlogPercent, minimum, surprising, callsPerSecond';
    expect(problemsOf({ moed: 'enforce', dryRun: true, limits: { most: 3 } })).toEqual([
      { path: 'limits.most', expected: limits, found: noSuch },
      { path: 'moed', expected: expect.stringContaining('mode, accountId'), found: noSuch },
      { path: 'dryRun', expected: expect.stringContaining('deploy'), found: noSuch },
    ]);
  });

  it('given a profile with a setting that does not exist, the problem lists those that do', () => {
    const problem = { path: 'profiles.slow.most', expected: 'one of create, deactivate, delete', found: noSuch };
    expect(problemsOf({ profiles: { slow: { most: 3 } } })).toContainEqual(problem);
  });
});
