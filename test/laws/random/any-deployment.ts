import type { Config } from '../../../config/schema.ts';
import { movedBy } from './any-config.ts';

/**
 * Which settings a week's own sweep has: those of the run, or mode `report`, or thresholds that are earlier or later.
 * Those of the run apply again in the next week.
 */
export const deployments = ['as configured', 'in report mode', 'earlier thresholds', 'later thresholds'] as const;

export type Deployment = (typeof deployments)[number];

/** Returns the settings of such a week that are not those of the run. */
export const settingsOf: Record<Deployment, (config: Config) => Partial<Config>> = {
  'as configured': () => ({}),
  'in report mode': () => ({ mode: 'report' }),
  'earlier thresholds': (config) => moved(-4, config),
  'later thresholds': (config) => moved(10, config),
};

function moved(days: number, { thresholds, profiles }: Config): Partial<Config> {
  const all = Object.entries(profiles).map(([name, one]) => [name, movedBy(days, one)]);
  return { thresholds: movedBy(days, thresholds), profiles: Object.fromEntries(all) };
}
