import { decide } from '../../lib/decide/decide.ts';
import type { Failure, Result, UserResult } from '../../lib/model/plan.ts';
import type { SweepRequest } from '../../lib/model/sweep-request.ts';
import { digestsOf } from '../../lib/notify/digest/digest.ts';
import type { Notice } from '../../lib/notify/notice.ts';
import { reportOf } from '../../lib/report/report.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  contextOf,
  first,
  now,
  type Overrides,
  second,
  userResultOf,
} from './builders.ts';
import {
  bothInUse,
  crowded,
  examples,
  full,
  inactive,
  type Known,
  lateInUse,
  noticeOf,
  replaced,
} from './notice-examples.ts';

/** `docs/notices.md`: every notice once, as the code words it. */
export function noticesPage(): string {
  const owners = examples.map(({ title, known, overrides, result }) =>
    section(title, noticeOf(known, overrides, result)),
  );
  return [
    `# Notices

Every notice once, as the code words it; \`npm run notices\` writes this page. The examples are about bob, whose keys are
in account 123456789012, stage \`prod\`, with the default settings. SQS, Lambda and HTTPS subscribers get the same as JSON.

A notice about several keys has the subject and the severity of the most urgent one. What is held or deferred is told in
the digest only, because an owner has nothing to do about it; so are exempt users with old keys. In report mode only the
digest goes out.

# To owners
`,
    ...owners,
    '# The digest\n',
    ...digests.map(({ title, notice }) => section(title, notice)),
  ].join('\n');
}

function section(title: string, notice: Notice | undefined): string {
  if (!notice) throw new Error(`No notice: ${title}`);
  const { subject, text, attributes } = notice;
  return `## ${title}\n\n\`${attributes.event}\`, ${attributes.severity}. ${subject}\n\n\`\`\`\n${text}\n\`\`\`\n`;
}

const retire = { retireUnusedAfterDays: 45 };
const due: Known = { keys: [accessKey({ age: 65 })] };
const young: Known = { keys: [accessKey({ age: 30 })] };
const exempt = { 'access-key-sweeper:exempt': 'rotated by its vendor' };

const digests: readonly { title: string; notice: Notice | undefined }[] = [
  { title: 'A quiet week', notice: digestOf([of('ann', young)]) },
  {
    title: 'A week with everything in it',
    notice: digestOf(
      [
        of('ann', due),
        of('bob', replaced),
        of('cy', {
          keys: [accessKey({ age: 95, Status: 'Inactive' })],
          inactiveSince: { [first]: ago({ days: 7 }) },
        }),
        of('dan', inactive),
        of('eve', full),
        of('fay', bothInUse),
        of('gus', {
          ...due,
          secret: { refusal: 'is not ours; tag it access-key-sweeper:user-id=AIDAEXAMPLE to hand it over' },
        }),
        of('hal', { ...due, tags: { 'access-key-sweeper:hold-until': 'next May' } }),
        of('ida', { ...young, tags: { 'access-key-sweeper:exmept': 'x' } }),
        of('jim', lateInUse),
        of('kim', { keys: [accessKey({ age: 400 })], tags: exempt }),
        of('lea', { keys: [accessKey({ age: 50 })] }, { outcome: 'held' }, retire),
        of('mia', due, { outcome: 'deferred', note: 'the keys of the user changed', createdId: '' }),
        of('ned', crowded),
      ],
      { UserName: 'oda', error: new Error('Reading its tags, last use and secret failed: Throttling') },
    ),
  },
  {
    title: 'A forced run',
    notice: digestOf(
      [
        of('ann', { ...young, forced: true }),
        of('kim', { ...young, forced: true, tags: exempt }),
        of('mia', { ...young, forced: true }, { outcome: 'deferred', note: 'the keys of the user changed' }),
      ],
      undefined,
      'enforce',
      { users: ['ann', 'kim', 'mia'], force: true },
      ['mia'],
    ),
  },
  {
    title: 'In report mode',
    notice: digestOf(
      [
        of('ann', due, { outcome: 'rehearsed', createdId: '' }),
        of(
          'bob',
          { keys: [accessKey({ age: 300 })], used: { [first]: ago({ days: 1 }) } },
          { outcome: 'rehearsed', createdId: '' },
        ),
        of('eve', {
          keys: [accessKey({ age: 75 }), accessKey({ AccessKeyId: second, age: 30 })],
          used: { [first]: now },
        }),
      ],
      undefined,
      'report',
    ),
  },
];

/** A user of that name, decided and carried out. */
function of(
  UserName: string,
  known: Known,
  result: Partial<Result> = {},
  overrides: Overrides = {},
): UserResult {
  const keys = known.keys?.map((key) => ({ ...key, UserName })) ?? [];
  return userResultOf(decide(aUser({ ...known, keys, UserName }), config(overrides), now), result);
}

function digestOf(
  userResults: readonly UserResult[],
  failure?: Failure,
  mode: 'enforce' | 'report' = 'enforce',
  asked: SweepRequest = {},
  goOn: readonly string[] = [],
): Notice | undefined {
  const holders = userResults.map(({ plan }) => plan);
  const inventory = { holders, failures: [], unreached: [], missing: [], rootKeys: 0 };
  const read = { failures: failure ? [failure] : [], unreached: [] };
  const settings = config({ mode, deploy: { alarmEmail: 'none' } });
  const report = reportOf({ inventory, read, userResults }, { ...asked, now });
  return digestsOf({ ...report, continued: goOn, forcedAgain: goOn }, contextOf(settings))[0];
}
