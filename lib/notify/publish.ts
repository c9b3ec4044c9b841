import { PublishCommand } from '@aws-sdk/client-sns';
import type { Sweep } from '../aws/deps.ts';
import { wrapError } from '../aws/errors.ts';
import type { Failure } from '../model/plan.ts';
import { bodyOf, type Notice, type NoticeContext } from './notice.ts';

/** Publishes notices. Returns a failure for each notice that could not be published. */
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
      failures.push({ error: wrapError(`Publishing the notice "${notice.subject}"`, thrown) });
    }
  }
  return failures;
}

/** Publishes a plain message to the topic for alerts. Returns what failed. */
export async function publishAlert(
  { subject, text }: { subject: string; text: string },
  { deps }: Pick<Sweep, 'deps'>,
): Promise<Failure[]> {
  try {
    await deps.sns.send(new PublishCommand({ TopicArn: deps.alertsArn, Subject: subject, Message: text }));
    return [];
  } catch (thrown) {
    return [{ error: wrapError(`Publishing the alert "${subject}"`, thrown) }];
  }
}

/** Returns what notices need to know about the sweep at this moment. */
export function noticeContext({
  now,
  deployment,
  config,
  deps,
}: Pick<Sweep, 'now' | 'deployment' | 'config' | 'deps'>): NoticeContext {
  return {
    now,
    accountId: deployment.accountId,
    config,
    environment: deps.environment,
    functionArn: deps.schedules.functionArn,
    isStopped: deps.stop?.aborted === true,
  };
}
