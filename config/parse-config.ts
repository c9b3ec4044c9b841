import { crossFieldFaults } from './cross-field.ts';
import { ConfigError } from './fault.ts';
import { type Config, configSchema } from './schema.ts';
import { type Expectations, zodFaults } from './zod-problems.ts';

const expectations: Expectations = {
  'include.paths': 'a list of path prefixes such as /team/, without globs',
  accountId: "12 digits in quotes, such as '123456789012', or null",
  'secrets.prefix': '1 to 400 letters, digits or any of /_+=.@-',
  'secrets.kmsKeyId': 'the id or the ARN of a KMS key (no alias: a policy cannot name one), or null',
  'secrets.fields.AccessKeyId': 'a name for the field; the key needs its id',
  'secrets.fields.SecretAccessKey': 'a name for the field; the key is no use without it',
  'secrets.fields.UserName': 'a name for the field, or null',
  'deploy.alarmEmail': 'an e-mail address, the word none, or null',
  'deploy.roles.path': "a path that begins and ends with '/'",
  'deploy.roles.permissionsBoundary': 'the ARN of an IAM policy, or null',
};

/**
 * The configuration in `raw`, or a ConfigError that lists every fault at once: wrong types beside wrong
 * combinations. `source` names it in the message.
 */
export function parseConfig(raw: unknown, source: string): Config {
  const faults = [...zodFaults(configSchema, raw, expectations), ...crossFieldFaults(raw)];
  if (faults.length > 0) throw new ConfigError(source, faults);
  return configSchema.parse(raw);
}
