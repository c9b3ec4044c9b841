import { max } from 'date-fns/max';
import { daysAfter } from '../model/age.ts';
import { momentOutside } from '../model/freeze.ts';
import { inactiveSince } from '../model/inactive-since.ts';
import type { AccessKey } from '../model/user.ts';
import type { Draft } from './draft.ts';

/** Returns from when a key is deleted: one that is Inactive, or is deactivated now. None is deleted in a freeze. */
export function deleteFrom(key: AccessKey, { config, evidence, now }: Draft): Date {
  const { after, inactiveFor } = config.thresholds.delete;
  const from = max([
    daysAfter(key.CreateDate, after + 1),
    daysAfter(inactiveSince(key, evidence) ?? now, inactiveFor),
    now,
  ]);
  return momentOutside(from, config);
}
