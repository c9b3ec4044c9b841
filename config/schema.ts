import * as z from 'zod';

/** A hundred years. Adding more days can give an invalid Date, and every comparison with one is false. */
const mostDays = 36_500;
const days = z.int().min(0).max(mostDays);
const someDays = days.min(1);
/** The fewest days of `unused.after`: every key that was ever retired had looked unused for longer. */
export const leastUnusedDays = 14;
const fromTo = z.strictObject({ from: someDays, to: days });

/** The retention periods that CloudWatch Logs accepts (PutRetentionPolicy), in days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Characters of IAM user names (IAM API reference, CreateUser) and of globs: a pattern with any other matches nobody. */
const userGlob = /^(?!.*\[!)(?:[\w+=,.@\-*?[\]{}()!|\\]|(?<=\[)\^)+$/;
/** Characters of IAM paths (IAM API reference, CreateUser); all characters of globs are among them. */
const pathGlob = /^\/[!-~]*$/;

/** As IAM has paths, without the signs of globs; the slash at the end may lack. */
const prefixForm = /^(?!.*\/\/)\/[!-)+->@-~]*$/;

/**
 * The ARN of an IAM role or user as `aws:PrincipalArn` has it (IAM User Guide, "AWS global condition context keys"). No
 * wildcards: whoever may create a role or user that matches could write the sweeper's marks.
 */
const principalArn = /^arn:[\w-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;

/** A time in which keys and secrets stay as they are: UTC days, both included. */
const freeze = z.strictObject({
  from: z.iso.date().describe('The first day, in UTC: YYYY-MM-DD.'),
  to: z.iso.date().describe('The last day, in UTC: YYYY-MM-DD.'),
  reason: z.string().regex(/\S/).describe('Why; the digest repeats it.'),
});

/** Ages in days by which keys are replaced, deactivated and deleted. */
const thresholds = z.strictObject({
  create: fromTo,
  deactivate: fromTo,
  delete: z.strictObject({ after: days, inactiveFor: someDays }),
});

/**
 * The shape of a merged configuration.
 *
 * The comments in `default.yml` explain the settings. `cross-field.ts` checks them in combination, because zod skips
 * refinements as soon as one type is wrong.
 */
export const configSchema = z.strictObject({
  mode: z.enum(['report', 'enforce']),
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  everyDays: someDays,
  thresholds,
  // A tag's value names a profile, alone or beside a date, so the name must be valid there and have no space.
  profiles: z.record(z.string().regex(/^[\w.:/=+@-]{1,128}$/), thresholds),
  lateKeys: z.enum(['create', 'report']),
  inUseWithinDays: days,
  unused: z.strictObject({
    action: z.enum(['replace', 'retire']),
    after: someDays.min(leastUnusedDays),
    keepInactiveFor: someDays,
  }),
  freezes: z.array(freeze),
  include: z.strictObject({
    paths: z.array(z.string().regex(prefixForm).transform(withSlash)).min(1),
    tag: z.string().min(1).nullable(),
  }),
  exempt: z.strictObject({
    users: z.array(z.string().regex(userGlob)),
    paths: z.array(z.string().regex(pathGlob)),
    sesSmtpUsers: z.boolean(),
  }),
  limits: z.strictObject({
    percent: z.int().min(1).max(100),
    backlogPercent: z.int().min(1).max(100),
    minimum: z.int().min(1),
    surprising: z.int().min(0),
    callsPerSecond: z.int().min(1),
  }),
  secrets: z.strictObject({
    // The ARN of a secret and the stage must fit into one tag of its user: 256 characters (IAM API Reference, Tag).
    prefix: z.string().regex(/^[\w/+=.@-]{1,100}$/),
    kmsKeyId: z
      .string()
      .regex(/^(arn:[\w-]+:kms:[\w-]+:\d{12}:key\/)?[\w-]+$/)
      .nullable(),
    fields: z.strictObject({
      AccessKeyId: z.string().min(1),
      SecretAccessKey: z.string().min(1),
      UserName: z.string().min(1).nullable(),
      SesSmtpPassword: z.string().min(1).nullable(),
      fixed: z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]).nullable()),
    }),
  }),
  notices: z.strictObject({ reminders: z.boolean() }),
  deploy: z.strictObject({
    schedule: z.string(),
    timezone: z.string(),
    // Keys must be deactivated on time even if sweeps are late: there is one day for twice this window, an hour of
    // daylight saving time and the duration of two sweeps.
    flexibleMinutes: z.int().min(0).max(600),
    alarmEmail: z.union([z.email(), z.literal('none')]).nullable(),
    logRetentionDays: z.literal(retentionDays),
    reservedConcurrency: z.int().min(0).nullable(),
    deletionProtection: z.boolean(),
    roles: z.strictObject({
      // The pattern of a path in IAM (API Reference, CreateRole).
      path: z.string().regex(/^\/([!-~]+\/)?$/),
      permissionsBoundary: z
        .string()
        .regex(/^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/)
        .nullable(),
    }),
    ledgerAdmins: z.array(z.string().regex(principalArn)),
    tags: z.record(z.string().regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/i), z.string().max(256)),
  }),
});

/** IAM's paths end with a slash, but people write `/team`; without the slash it would also take in `/teamwork/`. */
function withSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

/** A whole, valid configuration of one environment. */
export type Config = z.infer<typeof configSchema>;
