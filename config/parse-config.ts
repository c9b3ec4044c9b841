import { crossFieldProblems } from './cross-field.ts';
import { ConfigError } from './input-error.ts';
import { type Config, configSchema } from './schema.ts';
import { type Expectations, zodProblems } from './zod-problems.ts';

const expectations: Expectations = {
  // What an earlier version had.
  retireUnusedAfterDays: 'unused: { action: retire, after: 45 } in its place',
  freezes: 'a list of freezes, each with from, to and reason',
  'freezes.from': 'a day that exists, in UTC, such as 2026-12-12',
  'freezes.to': 'a day that exists, in UTC, such as 2027-01-03',
  'freezes.reason': 'why, in words',
  'include.paths': 'a list of path prefixes such as /team/, without globs',
  'exempt.users':
    'globs over IAM user names: letters, digits, any of +=,.@_- and the signs of globs, such as robot-*',
  'exempt.paths': "globs over IAM paths, each beginning with '/', without blanks, such as /ci/**",
  accountId: "12 digits in quotes, such as '123456789012', or null",
  'secrets.prefix': '1 to 100 letters, digits or any of /_+=.@-',
  'secrets.kmsKeyId': 'the id or the ARN of a KMS key (no alias: a policy cannot name one), or null',
  'secrets.fields.AccessKeyId': 'a name for the field; the key needs its id',
  'secrets.fields.SecretAccessKey': 'a name for the field; the key is no use without it',
  'secrets.fields.UserName': 'a name for the field, or null',
  'deploy.alarmEmail': 'an e-mail address, the word none, or null',
  'deploy.roles.path': "a path that begins and ends with '/'",
  'deploy.ledgerAdmins':
    'ARNs of IAM roles or users, such as arn:aws:iam::123456789012:role/admin (no wildcards, no sessions of roles)',
  'deploy.roles.permissionsBoundary': 'the ARN of an IAM policy, or null',
};

/**
 * Returns the configuration in `raw`. Throws a ConfigError that lists every problem at once: wrong types and wrong
 * combinations. `source` names the input in the message.
 */
export function parseConfig(raw: unknown, source: string): Config {
  const problems = [...zodProblems(configSchema, raw, expectations), ...crossFieldProblems(raw)];
  if (problems.length > 0) throw new ConfigError(source, problems);
  return configSchema.parse(raw);
}
