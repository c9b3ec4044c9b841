import { decide } from '../../lib/decide/decide.ts';
import type { Freeze } from '../../lib/model/freeze.ts';
import type { Failure, Result, UserResult } from '../../lib/model/plan.ts';
import type { SweepRequest } from '../../lib/model/sweep-request.ts';
import { digestsOf } from '../../lib/notify/digest/digest.ts';
import type { Notice } from '../../lib/notify/notice.ts';
import { unheardAlert, unheardTexts } from '../../lib/notify/unheard.ts';
import type { Inventory } from '../../lib/read/inventory.ts';
import { reportOf, type SweepReport } from '../../lib/report/report.ts';
import {
  ago,
  aUser,
  config,
  contextOf,
  first,
  inactive,
  now,
  type Overrides,
  second,
  tagged,
  type UserSketch,
  userResultOf,
  withKeys,
} from './builders.ts';
import {
  bothInUse,
  byHand,
  crowded,
  doomed,
  elsewhere,
  full,
  gone,
  lateInUse,
  lost,
  notOurs,
  off,
  replaced,
  waiting,
} from './notice-examples.ts';

export const enforce: Overrides = { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } };

/** Returns the result of a user of that name. */
export function userNamed(UserName: string, user: UserSketch, result: Partial<Result> = {}, overrides: Overrides = {}): UserResult {
  const keys = user.keys?.map((key) => ({ ...key, UserName })) ?? [];
  return userResultOf(decide(aUser({ ...user, keys, UserName }), config(overrides), now), result);
}

type Run = {
  account?: Partial<Inventory>;
  rootKeys?: number | undefined;
  unread?: readonly Failure[];
  unheard?: readonly Failure[];
  freeze?: Freeze;
  request?: SweepRequest;
};

/** Returns the report about users, with what else the run read and was asked for. */
export function reportAbout(
  userResults: readonly UserResult[],
  { account, rootKeys, unread = [], unheard = [], freeze, request }: Run = {},
): SweepReport {
  const holders = userResults.map(({ plan }) => plan);
  const whole = { holders, listed: request?.users ? [] : holders, failures: unread, unreached: [], missing: [], gone: [], ...account };
  return reportOf(
    { account: whole, rootKeys: { count: rootKeys, failures: [] }, decided: { failures: [] }, userResults, unheard, freeze },
    { ...request, now },
  );
}

/** Returns the one digest of a report. Throws if there are several. */
export function digestOf(report: SweepReport, overrides: Overrides = enforce): Notice {
  const [digest, ...others] = digestsOf(report, contextOf(config(overrides)));
  if (!digest || others.length > 0) throw new Error(`The digest has ${others.length + 1} parts`);
  return digest;
}

const due = withKeys(65);
const young = withKeys(30);
const exempt = tagged('exempt', 'rotated by its vendor');
const retire = { unused: { action: 'retire' } } as const;
const changed = { outcome: 'deferred', note: 'the keys of the user changed' } as const;
const rehearsed = { outcome: 'rehearsed', createdId: '' } as const;
const { refusal } = notOurs;

const everything = [
  userNamed('ann', due),
  userNamed('bob', replaced),
  userNamed('cy', { ...withKeys(inactive(95)), inactiveSince: { [first]: 7 } }),
  userNamed('dan', off),
  userNamed('eve', full),
  userNamed('eli', { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 3 } }),
  userNamed('fay', bothInUse),
  userNamed('gus', { ...due, secret: { refusal } }),
  userNamed('hal', { ...due, ...tagged('hold-until', 'next May') }),
  userNamed('ida', { ...young, ...tagged('exmept', 'x') }),
  userNamed('jim', lateInUse),
  userNamed('kim', { ...withKeys(400), ...exempt }),
  userNamed('lea', { ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] }, { outcome: 'held' }, retire),
  userNamed('mia', due, { ...changed, createdId: '' }),
  userNamed('ned', crowded),
  userNamed('pia', { ...off, current: first }),
  userNamed('quy', withKeys({ age: 30, Status: 'Expired' })),
  userNamed('sam', { ...due, secret: lost }),
  userNamed('tom', { ...withKeys(65, 3), secret: elsewhere }),
  userNamed('uma', { ...withKeys(20, 1), secret: notOurs }),
  userNamed('vic', { ...full, current: second, secret: doomed }),
  userNamed('val', { ...withKeys(5), ...gone, made: [first] }),
  userNamed('wes', { ...full, stages: { [second]: ['AWSPREVIOUS'] }, secret: { versions: byHand } }),
  userNamed('xia', { ...waiting, ...withKeys(76, 15), told: {} }),
  userNamed('zac', { ...full, current: second, made: [] }),
  userNamed('yan', { ...waiting, inactiveSince: { [first]: 3 } }),
];
const unread = [{ UserName: 'oda', error: new Error('Reading its tags, last use and secret failed: Throttling') }];

const week = reportAbout(everything, { account: { unreached: ['rik'] }, rootKeys: 1, unread });

const forcedRun = reportAbout(
  [
    userNamed('ann', { ...young, forced: true }),
    userNamed('kim', { ...young, forced: true, ...exempt }),
    userNamed('mia', { ...young, forced: true }, changed),
  ],
  { account: { missing: ['zoe'] }, request: { users: ['ann', 'kim', 'mia', 'zoe'], force: true } },
);

const rehearsal = [
  userNamed('ann', due, rehearsed),
  userNamed('bob', { ...withKeys(300), used: { [first]: 1 } }, rehearsed),
  userNamed('eve', { ...withKeys(75, 30), used: { [first]: 0 } }),
];

const christmas = { until: '2026-12-31', reason: 'Christmas sales' };
const inFreeze: Overrides = { freezes: [{ from: '2026-11-24', to: '2026-12-31', reason: 'Christmas sales' }] };
const frozen = [
  userNamed('ann', due, rehearsed, inFreeze),
  userNamed('bob', { ...replaced, used: { [first]: 1 } }, {}, inFreeze),
  userNamed('eve', withKeys(75, 30), {}, inFreeze),
];

const nobody = { topicArn: 'arn:aws:sns:eu-west-1:123456789012:access-key-sweeper-prod-notices', subscribers: [] };
const unheard = { error: new Error(Object.values(unheardTexts(nobody)).join(' ')) };

/** The alert of the last digest's sweep. */
export const alert = unheardAlert(nobody, contextOf(config()));

/** Digests that show every section. */
export const digests: readonly [title: string, notice: Notice][] = [
  ['A quiet week', digestOf(reportAbout([userNamed('ann', young)]))],
  ['A week with everything in it', digestOf({ ...week, continued: ['oda', 'rik'] })],
  ['A forced run', digestOf({ ...forcedRun, continued: ['mia'], forcedAgain: ['mia'] })],
  ['In report mode', digestOf(reportAbout(rehearsal), { mode: 'report' })],
  ['In a freeze', digestOf(reportAbout(frozen, { freeze: christmas }), { mode: 'report' })],
  ["If nobody receives owners' notices", digestOf(reportAbout(rehearsal, { unheard: [unheard] }), { mode: 'report' })],
];
