import type { Config } from '../../../config/schema.ts';
import { config, type Overrides } from '../../tools/builders.ts';

/** Returns the default configuration in mode enforce, with overrides. */
export function enforcing({ deploy, ...overrides }: Overrides = {}): Config {
  return config({ mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none', ...deploy }, ...overrides });
}
