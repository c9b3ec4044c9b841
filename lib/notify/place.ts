import type { Sweep } from '../aws/deps.ts';
import { dayOf, daysAfter } from './dates.ts';
import type { Words } from './owner/words.ts';

/** A date that can be pasted as it stands: an example that is no date would hold the user for ever. */
const holdForDays = 30;

/** What commands need to know of where the sweeper runs. */
export function placeOf({ deps, now }: Sweep): Words['place'] {
  const { functionArn } = deps.schedules;
  const [, , , region = ''] = functionArn.split(':');
  return { functionArn, region, holdUntil: dayOf(daysAfter(now, holdForDays)) };
}
