import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseConfig } from '../config/parse-config.ts';

const arn = z.string().startsWith('arn:');

/** What the stack tells the function; read here and nowhere else. */
export const environment = z
  .object({
    STAGE: z.string().min(1),
    NOTICES_TOPIC_ARN: arn,
    SCHEDULE_GROUP: z.string().min(1),
    WATCHDOG: z.string().min(1),
    FUNCTION_ARN: arn,
    SCHEDULE_ROLE_ARN: arn,
    UNDELIVERED_QUEUE_ARN: arn,
  })
  .parse(process.env);

/** The stage's configuration as it was packaged, validated again: a function with a wrong one does not start. */
export const config = parseConfig(
  JSON.parse(readFileSync(new URL('./config.json', import.meta.url), 'utf8')),
  'config.json',
);
