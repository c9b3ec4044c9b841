import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClients } from '../lib/aws/clients.ts';
import { concurrency } from '../lib/aws/deps.ts';
import type { SweepDeps } from '../lib/sweep.ts';
import { config, environment } from './settings.ts';
import { logger, recordMetrics } from './telemetry.ts';

/** What every sweep of the function gets from outside: clients, clock, log, and the names of the stack's resources. */
export const deps: SweepDeps = {
  ...makeClients({ callsPerSecond: config.limits.callsPerSecond }),
  clock: () => new Date(),
  sleep: (ms) => sleep(ms),
  nonce: randomUUID,
  log: (message, fields) => logger.info(message, fields),
  observe: recordMetrics,
  topicArn: environment.NOTICES_TOPIC_ARN,
  alertsArn: environment.ALERTS_TOPIC_ARN,
  schedules: {
    group: environment.SCHEDULE_GROUP,
    watchdog: environment.WATCHDOG,
    functionArn: environment.FUNCTION_ARN,
    roleArn: environment.SCHEDULE_ROLE_ARN,
    queueArn: environment.UNDELIVERED_QUEUE_ARN,
  },
  environment: environment.STAGE,
  concurrency,
};
