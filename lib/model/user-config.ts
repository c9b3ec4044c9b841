import type { Config } from '../../config/schema.ts';
import type { Case } from './types.ts';

/**
 * The configuration as it holds for one user: with the thresholds of the profile that its tag picks. One whose tags
 * were not read, or that names no profile there is, has the account's own; the latter is left alone anyway.
 */
export function userConfig({ evidence }: Pick<Case, 'evidence'>, config: Config): Config {
  const profile = evidence?.tags.profile;
  if (profile === undefined || !isProfile(profile, config)) return config;
  return { ...config, thresholds: config.profiles[profile] ?? config.thresholds };
}

/** Whether the configuration has a profile of that name. */
export function isProfile(name: string, { profiles }: Config): boolean {
  return Object.hasOwn(profiles, name);
}

/** The lowest age from which any user's key may be replaced: for deciding before its profile is known. */
export function earliestCreateFrom({ thresholds, profiles }: Config): number {
  return Math.min(...[thresholds, ...Object.values(profiles)].map(({ create }) => create.from));
}
