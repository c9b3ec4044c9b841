import * as z from 'zod';
import { settingsSchema } from './settings-schema.ts';

const isoDate = z.iso.datetime({ offset: true });

const key = z.strictObject({
  AccessKeyId: z
    .string()
    .regex(/^\w{16,128}$/)
    .optional(),
  Status: z.enum(['Active', 'Inactive', 'Expired']),
  CreateDate: isoDate.optional(),
  ageDays: z.number().min(0).max(36_525).optional(),
  LastUsedDate: isoDate.nullable().optional(),
  LastUsedService: z.string().min(1).optional(),
  LastUsedRegion: z.string().min(1).optional(),
});

const tags = z.record(z.string(), z.string());

const user = z.strictObject({
  UserName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  UserId: z
    .string()
    .regex(/^\w{16,128}$/)
    .optional(),
  Path: z
    .string()
    .regex(/^\/([!-~]+\/)?$/)
    .optional(),
  Tags: tags.optional(),
  AccessKeys: z.array(key),
  uses: z.enum(['newest', 'oldest', 'none']).optional(),
});

/** A secret of an account file. Fields have the names and the meaning that they have in DescribeSecret and GetResourcePolicy. */
export const secretSchema = z.strictObject({
  Name: z.string().regex(/^[\w/+=.@-]{1,512}$/),
  versions: z.array(
    z.strictObject({
      VersionId: z.string().min(32).max(64),
      AccessKeyId: z.string(),
      stages: z.array(z.string()),
    }),
  ),
  Tags: tags.optional(),
  ARN: z
    .string()
    .regex(/^arn:aws:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]{1,519}$/)
    .optional(),
  CreatedDate: isoDate.optional(),
  KmsKeyId: z.string().min(1).optional(),
  PrimaryRegion: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .optional(),
  RotationEnabled: z.boolean().optional(),
  OwningService: z.string().min(1).max(128).optional(),
  ResourcePolicy: z.union([z.string().min(1), z.record(z.string(), z.unknown())]).optional(),
});

/** A KMS key that cannot be used, or not by everybody; see kms-keys.ts. */
const kmsKey = z.strictObject({
  KeyId: z.string().min(1),
  KeyState: z.enum(['Enabled', 'Disabled', 'PendingDeletion']).optional(),
  isAllowed: z.boolean().optional(),
});

/** A subscriber to one of the stack's topics. */
const subscription = z.strictObject({
  topic: z.enum(['notices', 'alerts']),
  Protocol: z.string().min(1),
  Endpoint: z.string().min(1),
  isConfirmed: z.boolean().optional(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
});

/** The account file that `--account` reads. Other programs write it, so fields may be added but never changed. */
export const accountSchema = z.strictObject({
  now: isoDate.optional(),
  users: z.array(user),
  secrets: z.array(secretSchema).optional(),
  kmsKeys: z.array(kmsKey).optional(),
  subscriptions: z.array(subscription).optional(),
  /** Confirmed subscribers without a filter on the notices topic; 1 if there are no `subscriptions` either. */
  subscribers: z.int().min(0).max(100_000).optional(),
  settings: settingsSchema.optional(),
});

/** What the fields of an account file must be, in words. */
export const accountExpectations = {
  'users.UserName': '1 to 64 letters, digits or any of _+=,.@-',
  'users.Path': "a path that begins and ends with '/'",
  'users.AccessKeys.AccessKeyId': '16 to 128 letters, digits or _',
  now: 'a moment such as 2026-03-03T06:00:00Z',
  'users.AccessKeys.ageDays': 'a number of days from 0 to 36525; it may have a fraction',
  'secrets.Name': '1 to 512 letters, digits or any of /_+=.@-',
  'secrets.versions.VersionId': '32 to 64 characters',
  'secrets.ARN': 'an ARN as Secrets Manager gives it',
  'secrets.CreatedDate': 'a moment such as 2026-03-03T06:00:00Z',
  'secrets.PrimaryRegion': 'a region such as eu-west-1',
  'secrets.OwningService': '1 to 128 characters',
  'secrets.ResourcePolicy': 'a policy, as an object or as JSON in a string',
  'users.AccessKeys.CreateDate': 'a moment such as 2026-03-03T06:00:00Z',
  'users.AccessKeys.LastUsedDate': 'a moment such as 2026-03-03T06:00:00Z, or null',
};

export type AccountFile = z.infer<typeof accountSchema>;
export type SecretInFile = z.infer<typeof secretSchema>;
export type SubscriptionInFile = z.infer<typeof subscription>;
