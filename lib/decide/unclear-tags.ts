import type { Config } from '../../config/schema.ts';
import type { Case } from '../model/types.ts';
import { exemption } from './exempt.ts';

/** What a person said in tags of the user that cannot be understood, and what comes of it, a line each. */
export function unclearTags(subject: Case, config: Config, now: Date): string[] {
  const { UserName } = subject.holder;
  const left = exemption(subject, config, now);
  return [
    ...(left?.kind === 'unclear' ? [`${UserName}: ${left.reason}`] : []),
    ...(subject.evidence?.tags.unknown ?? []).map(
      (key) => `${UserName}: nothing is known of a tag ${key}, so it does nothing`,
    ),
  ];
}
