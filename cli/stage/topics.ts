import { type Subscriber, subscribers } from '../../lib/read/subscribers.ts';
import type { Connection } from './connection.ts';
import { stackOf } from './stack-names.ts';

/** A topic of a stage, and everybody who is subscribed to it. */
export type Topic = { arn: string; subscribers: readonly Subscriber[] };

type Where = Pick<Connection, 'clients' | 'stage' | 'region' | 'accountId'> & { partition?: string };

/** Returns a topic of the stage with its subscribers. Throws what SNS answers if they cannot be listed. */
export async function readTopic(where: Where, name: 'notices' | 'alerts'): Promise<Topic> {
  const arn = topicArn(where, name);
  const found: Subscriber[] = [];
  for await (const one of subscribers(arn, where.clients)) found.push(one);
  return { arn, subscribers: found };
}

/** Returns the ARN that a topic of the stage has, whether it is deployed or not. */
export function topicArn(
  { stage, region, accountId, partition = partitionOf(region) }: Omit<Where, 'clients'>,
  name: 'notices' | 'alerts',
): string {
  return `arn:${partition}:sns:${region}:${accountId}:${stackOf(stage)}-${name}`;
}

/** The beginning of a Region's name tells its partition (AWS General Reference, "Amazon Resource Names"). */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
