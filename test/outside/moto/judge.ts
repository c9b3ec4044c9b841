import { inject } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { alertsArn, schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { stackOutputs } from '../../../sandbox/account/stack-outputs.ts';

/** Sends moto's process a command that is no AWS call: see `commands` in server.py. Throws if it is refused. */
export async function tell(command: string, more: object = {}): Promise<unknown> {
  const response = await fetch(`${inject('moto')}/judge`, { method: 'POST', body: JSON.stringify({ do: command, ...more }) });
  if (!response.ok) throw new Error(`moto's process refused ${command}: ${await response.text()}`);
  return response.json();
}

/**
 * Replaces moto's account by a copy of the sandbox's: the same ids, dates, tags, secrets and clock. Moto checks
 * signatures only after `trusted` calls; without it, never.
 */
export async function mirror({ clock, users, secrets, subscriptions, queues, attachments }: Account, trusted?: number): Promise<void> {
  await tell('fill', {
    now: clock.now(),
    trusted,
    topics: [topicArn, alertsArn].map((arn) => arn.split(':').at(-1)),
    subscriptions,
    queues: [...queues].map(([name, { messages }]) => ({ name, bodies: messages.map(({ Body }) => Body) })),
    attachable: [...attachments.keys()],
    policies: Object.values(stackOutputs).filter((one) => one.includes(':policy/')),
    group: schedules.group,
    function: { FunctionName: schedules.functionArn.split(':').at(-1), Role: sweepRoleArn },
    users: [...users.values()]
      // Moto lists users in the order of their creation, the sandbox by name; IAM's pages promise no order.
      .toSorted((a, b) => (a.UserName < b.UserName ? -1 : 1))
      .map((user) => ({ ...user, tags: [...user.tags.values()] })),
    secrets: [...secrets.values()].map((secret) => ({
      ...secret,
      versions: [...secret.versions.values()].map((one) => ({ ...one, stages: [...one.stages] })),
    })),
  });
}
