import { dayOf, daysAfter } from '../model/age.ts';
import { regionOf } from '../model/region-of.ts';
import type { NoticeContext } from './notice.ts';

/** Where the sweeper runs, for commands. */
export type Place = { region: string; functionArn: string; holdUntil: string };

/** Commands contain a real date: a placeholder that somebody pastes unchanged would exempt the user for ever. */
const holdForDays = 30;

/** Returns where the sweeper runs, for commands. */
export function placeOf({ functionArn, now }: Pick<NoticeContext, 'functionArn' | 'now'>): Place {
  return { functionArn, region: regionOf(functionArn), holdUntil: dayOf(daysAfter(now, holdForDays)) };
}

/** Returns the command that sweeps some users. It names the Region, because the reader's default may be another one. */
export function invoke({ functionArn, region }: Place, event: object): string {
  return (
    `aws lambda invoke --function-name ${functionArn} --region ${region} --invocation-type Event ` +
    `--cli-binary-format raw-in-base64-out --payload '${JSON.stringify(event)}' /dev/stdout`
  );
}
