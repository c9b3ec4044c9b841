import * as z from 'zod';
import { rules } from '../../../lib/decide/rules.ts';

const count = z.int().min(0);
const actions = ['keep', 'flag', 'finish', 'mark', 'create', 'deactivate', 'delete'] as const;
const outcomes = ['none', 'done', 'rehearsed', 'deferred', 'held', 'failed'] as const;
const some = z.string().min(1);

const decision = z.strictObject({
  UserName: some,
  AccessKeyId: z.string().regex(/^\w{16,128}$/),
  age: count,
  rule: z.enum(rules.map(({ name }) => name)),
  action: z.enum(actions),
  reason: some,
  outcome: z.enum(outcomes),
});

const notice = z.strictObject({ subject: z.string().regex(/^[!-~][ -~]{0,98}$/), message: some, attributes: z.record(some, some) });

/** A sweep as `--json` prints it. Other programs read these fields: none is renamed or removed. */
export const sweepLine = z.strictObject({
  sweep: z.int().min(1),
  now: z.iso.datetime(),
  decisions: z.array(decision),
  notices: z.array(notice),
  counts: z.strictObject({
    users: count,
    keys: count,
    oldestActiveKeyDays: count,
    failures: count,
    deferred: count,
    unreached: count,
    youngKeys: count,
    dueKeys: count,
    closingKeys: count,
    keysPastLimit: count,
    deferredAgain: count,
    held: count,
    actions: z.record(z.enum(actions), z.record(z.enum(outcomes), count)),
  }),
  calls: z.record(z.string().regex(/^(iam|sts|scheduler|secretsmanager|sns):\w+$/), z.int().min(1)),
  error: z.strictObject({ name: some, message: some }).nullable(),
});

const user = z.strictObject({
  UserName: some,
  // The tags that say whose a secret is hold it, so an account that is fed in again needs it.
  UserId: some,
  Path: some,
  Tags: z.record(some, z.string()),
  AccessKeys: z.array(
    z.strictObject({
      AccessKeyId: some,
      Status: z.enum(['Active', 'Inactive', 'Expired']),
      CreateDate: z.iso.datetime(),
      LastUsedDate: z.iso.datetime().nullable(),
    }),
  ),
  uses: z.enum(['newest', 'oldest', 'none']).optional(),
});

const version = z.strictObject({ VersionId: some, AccessKeyId: some, stages: z.array(some) });

/** The last line of the output. */
export const closingLine = z.strictObject({
  account: z.strictObject({
    now: z.iso.datetime(),
    users: z.array(user),
    subscribers: count.optional(),
    kmsKeys: z.array(z.strictObject({ KeyId: some, KeyState: some, isAllowed: z.boolean() })).optional(),
    subscriptions: z.array(z.looseObject({ topic: z.enum(['notices', 'alerts']) })).optional(),
  }),
  secrets: z.array(
    z.strictObject({
      Name: some,
      ARN: some,
      CreatedDate: z.iso.datetime().optional(),
      KmsKeyId: some.optional(),
      PrimaryRegion: some.optional(),
      RotationEnabled: z.literal(true).optional(),
      OwningService: some.optional(),
      ResourcePolicy: some.optional(),
      Tags: z.record(some, z.string()),
      versions: z.array(version),
    }),
  ),
});
