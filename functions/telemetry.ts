import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { environment } from './settings.ts';

const serviceName = 'access-key-sweeper';

export const logger = new Logger({ serviceName, persistentKeys: { environment: environment.STAGE } });

export const metrics = new Metrics({
  serviceName,
  namespace: 'AccessKeySweeper',
  defaultDimensions: { environment: environment.STAGE },
});

/** Records metrics by name, each a count. */
export function recordMetrics(figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) metrics.addMetric(name, MetricUnit.Count, value);
}
