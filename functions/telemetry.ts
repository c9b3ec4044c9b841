import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Counts } from '../lib/report/counts.ts';
import { environment } from './settings.ts';

const serviceName = 'access-key-sweeper';

export const logger = new Logger({ serviceName, persistentKeys: { environment: environment.STAGE } });

export const metrics = new Metrics({
  serviceName,
  namespace: 'AccessKeySweeper',
  defaultDimensions: { environment: environment.STAGE },
});

/** Records the counts of a sweep as metrics, zeros too: `Users`, `OldestActiveKeyDays`, `CreateDone` and so on. */
export function recordMetrics({ actions, ...totals }: Counts): void {
  for (const [name, value] of Object.entries(totals))
    metrics.addMetric(pascal(name), MetricUnit.Count, value);
  for (const [action, outcomes] of Object.entries(actions)) {
    for (const [outcome, value] of Object.entries(outcomes)) {
      metrics.addMetric(pascal(action) + pascal(outcome), MetricUnit.Count, value);
    }
  }
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
