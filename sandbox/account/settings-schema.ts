import * as z from 'zod';

/** What an account file may say of how the account behaves; see settings.ts. */
export const settingsSchema = z.strictObject({
  propagationSeconds: z.number().min(0).optional(),
  listLagSeconds: z.number().min(0).optional(),
  tagLagSeconds: z.number().min(0).optional(),
  lastUseLagHours: z.number().min(0).optional(),
  pageSize: z.int().min(1).optional(),
  keysPerUser: z.int().min(2).optional(),
  versionsPerSecret: z.int().min(1).optional(),
  callMs: z.number().min(0).optional(),
  rootKeys: z.int().min(0).max(2).optional(),
  iamCallsPerSecond: z.number().min(0.1).optional(),
});
