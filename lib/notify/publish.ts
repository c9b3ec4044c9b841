import { PublishCommand } from '@aws-sdk/client-sns';
import type { Sweep } from '../aws/deps.ts';
import { failed } from '../aws/errors.ts';
import type { Failure } from '../model/types.ts';
import { bodyOf, type Notice } from './notice.ts';

/** Publishes notices; gives those that could not be published as failures. */
export async function publish(notices: readonly Notice[], { deps }: Sweep): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const notice of notices) {
    try {
      await deps.sns.send(
        new PublishCommand({
          TopicArn: deps.topicArn,
          Subject: notice.subject,
          Message: bodyOf(notice),
          MessageStructure: 'json',
          MessageAttributes: Object.fromEntries(
            Object.entries(notice.attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    } catch (thrown) {
      failures.push({ error: failed(`Publishing the notice "${notice.subject}"`, thrown) });
    }
  }
  return failures;
}
