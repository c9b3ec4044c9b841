import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults, readYaml } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { accountId } from '../account/stack.ts';

/**
 * Returns the configuration of a sandbox run: the defaults in mode enforce, overlaid with `file`. Unless the file has a
 * schedule, it is a rate of `everyDays`; unless it names an account, it is the sandbox's. Throws a ConfigError.
 */
export function sandboxConfig(file?: string): Config {
  const changes = file === undefined ? {} : readYaml(file);
  const { everyDays: every = 7, accountId: named } = Object(changes) as {
    everyDays?: unknown;
    accountId?: unknown;
  };
  const base = {
    mode: 'enforce',
    accountId,
    deploy: { alarmEmail: 'none', schedule: `rate(${every} day${every === 1 ? '' : 's'})` },
  };
  const overlaid = merge(merge(defaults(), base), changes);
  return parseConfig(
    named === null ? merge(overlaid, { accountId }) : overlaid,
    file ?? 'the default configuration',
  );
}
