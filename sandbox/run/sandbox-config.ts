import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults, readYaml } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';

/**
 * Returns the configuration of a sandbox run: the defaults in mode enforce, overlaid with `file`. Unless the file has a
 * schedule, it is a rate of `everyDays`. Throws a ConfigError.
 */
export function sandboxConfig(file?: string): Config {
  const changes = file === undefined ? {} : readYaml(file);
  const every = (changes as { everyDays?: unknown } | undefined)?.everyDays ?? 7;
  const base = {
    mode: 'enforce',
    deploy: { alarmEmail: 'none', schedule: `rate(${every} day${every === 1 ? '' : 's'})` },
  };
  return parseConfig(merge(merge(defaults(), base), changes), file ?? 'the default configuration');
}
