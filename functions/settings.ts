import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseConfig } from '../config/parse-config.ts';

const arn = z.string().startsWith('arn:');

/**
 * The function's environment variables, which the stack sets. Read in no other file. Throws if one is missing or
 * wrong.
 */
export const environment = z
  .object({
    STAGE: z.string().min(1),
    NOTICES_TOPIC_ARN: arn,
    ALERTS_TOPIC_ARN: arn,
    SCHEDULE_GROUP: z.string().min(1),
    WATCHDOG: z.string().min(1),
    FUNCTION_ARN: arn,
    SCHEDULE_ROLE_ARN: arn,
    UNDELIVERED_QUEUE_ARN: arn,
  })
  .parse(process.env);

/**
 * The stage's configuration, packaged with the function and validated again. Throws a ConfigError, so that the
 * function does not start.
 */
export const config = parseConfig(
  JSON.parse(readFileSync(new URL('./config.json', import.meta.url), 'utf8')),
  'config.json',
);
