import type { Config } from '../../config/schema.ts';
import type { User } from './user.ts';

/**
 * Returns the configuration with the thresholds of the profile that the user's tag names. If the tags were not read,
 * or name an unknown profile, the account's thresholds stay; a user with an unknown profile is exempt anyway.
 */
export function userConfig({ evidence }: Pick<User, 'evidence'>, config: Config): Config {
  const profile = evidence?.tags.profile;
  if (profile === undefined || !isProfile(profile, config)) return config;
  return { ...config, thresholds: config.profiles[profile] ?? config.thresholds };
}

/** True if the configuration has a profile of that name. */
export function isProfile(name: string, { profiles }: Config): boolean {
  return Object.hasOwn(profiles, name);
}

/** Returns the lowest age at which any user's key may be replaced, for use before a user's profile is known. */
export function earliestCreateFrom(config: Config): number {
  return Math.min(...createFroms(config));
}

/** Returns the lowest age at which every user's key may be replaced. */
export function latestCreateFrom(config: Config): number {
  return Math.max(...createFroms(config));
}

function createFroms({ thresholds, profiles }: Config): number[] {
  return [thresholds, ...Object.values(profiles)].map(({ create }) => create.from);
}
