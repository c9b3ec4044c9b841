import { ConfigError, type Problem } from '../../config/input-error.ts';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';

/** The defaults, but with a rate, because the gap of a cron takes almost all the time of a test to compute. */
const base = merge(defaults(), { deploy: { schedule: 'rate(7 days)' } });

/** The problems of the ConfigError that `read` throws; none if it throws nothing. */
export function problemsIn(read: () => unknown): readonly Problem[] {
  try {
    read();
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems;
    throw thrown;
  }
}

/** The problems of the defaults overlaid with settings of any shape. */
export const problemsOf = (over: unknown) => problemsIn(() => parseConfig(merge(base, over), 'test'));

/** Settings of which one, at a dotted path, has a value. */
export function at(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value);
}
