import { randomUUID } from 'node:crypto';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { parseEvent } from '../config/parse-event.ts';
import type { Counts } from '../lib/report/counts.ts';
import { sweep } from '../lib/sweep.ts';
import { deps } from './deps.ts';
import { config } from './settings.ts';
import { logger, metrics } from './telemetry.ts';

/**
 * Sweeps the account, or the users that the event names. Returns the counts of the sweep. Throws if anything failed.
 */
export const handler = middy(
  async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<Counts> => {
    const { executionId, ...asked } = parseEvent(event);
    logger.info('sweep', { executionId, ...asked });
    // Not the request id: Lambda's retries have the same one, and two attempts must not share an intent mark.
    const id = randomUUID();
    const now = new Date();
    const end = addMilliseconds(now, context.getRemainingTimeInMillis());
    const { counts } = await sweep(deps, config, { ...asked, id, now, end, delivery: executionId });
    return counts;
  },
)
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics));
