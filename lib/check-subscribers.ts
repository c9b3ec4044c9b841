import type { Sweep } from './aws/deps.ts';
import { wrapError } from './aws/errors.ts';
import type { Failure } from './model/plan.ts';
import { hearsOwners } from './notify/hearing.ts';
import { noticeContext, publishAlert } from './notify/publish.ts';
import { type Unheard, unheardAlert, unheardTexts } from './notify/unheard.ts';
import { type Subscriber, subscribers } from './read/subscribers.ts';

/** A sweep that has read nothing of the account yet. */
type Asked = Omit<Sweep, 'userNames'>;

/**
 * Returns why a sweep in mode enforce must not act, and publishes it as an alert: nobody is known to receive the notices to
 * owners. Empty if somebody does, and in mode report, which notifies no owner.
 */
export async function checkSubscribers(sweep: Asked): Promise<Failure[]> {
  if (sweep.config.mode !== 'enforce') return [];
  const unheard = await findUnheard(sweep);
  if (!unheard) return [];
  const { found, todo } = unheardTexts(unheard);
  // At once, so that the alert is published also if the sweep breaks off.
  const untold = await publishAlert(unheardAlert(unheard, noticeContext(sweep)), sweep);
  return [{ error: new Error(`${found} ${todo}`, { cause: unheard.error }) }, ...untold];
}

/** Returns undefined as soon as one subscriber is known to receive owners' notices. A look-up that fails tells of none (G6). */
async function findUnheard({ deps, deployment, timing }: Asked): Promise<Unheard | undefined> {
  const { topicArn, environment } = deps;
  const { accountId } = deployment;
  const seen: Subscriber[] = [];
  try {
    for await (const one of subscribers(topicArn, deps)) {
      if (one.filter && hearsOwners(one.filter, { environment, accountId })) return undefined;
      seen.push(one);
      if (timing && deps.clock() >= timing.look) throw new Error('no time is left');
    }
    return { topicArn, subscribers: seen };
  } catch (thrown) {
    const error = wrapError('Asking SNS who is subscribed to the notices', thrown);
    return { topicArn, subscribers: seen, error };
  }
}
