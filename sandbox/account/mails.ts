import { createHash } from 'node:crypto';
import type { Subscription } from './subscriptions.ts';

/** What SNS sends to an endpoint that is to confirm a subscription. The sandbox sends nothing: it prints it. */
export type Mail = { to: string; subject: string; text: string };

/** Returns the token that confirms a subscription; whoever reads the mail has it. */
export function tokenOf({ TopicArn, id }: Pick<Subscription, 'TopicArn' | 'id'>): string {
  return createHash('sha512').update(`${TopicArn}:${id}`).digest('hex');
}

/** Returns the mail by which a subscription is confirmed. */
export function confirmationMail({ TopicArn, Endpoint, id }: Subscription): Mail {
  const [, , , region = ''] = TopicArn.split(':');
  return {
    to: Endpoint,
    subject: 'AWS Notification - Subscription Confirmation',
    text:
      `You have chosen to subscribe to the topic:\n${TopicArn}\n\nTo confirm this subscription:\n` +
      `  aws sns confirm-subscription --region ${region} --topic-arn ${TopicArn} --token ${tokenOf({ TopicArn, id })}`,
  };
}
