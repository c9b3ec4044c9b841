import type { Config } from '../../config/schema.ts';
import { decide } from '../decide/decide.ts';
import { limit } from '../decide/limit.ts';
import { isDue } from '../model/due.ts';
import { secretNameOf } from '../model/secret-state.ts';
import type { Case, Plan } from '../model/types.ts';
import { parseUserTags } from '../model/user-tags.ts';
import { afterSweep } from './after-sweep.ts';
import { keysInUse, nextInUse, type Owners, useKeys } from './supposed-use.ts';

/** The rules, the sweeps they are run at, and what owners are supposed to do meanwhile. */
export type Outlook = { config: Config; sweeps: readonly Date[]; owners: Owners };

/** What one sweep to come would want. */
export type Foreseen = { now: Date; plans: readonly Plan[] };

/**
 * Runs the rules and limits forward over an inventory, sweep by sweep, as if every sweep came on time, enforced
 * and did all that it decided. Sweeps that failed, people who meddle and new users are not foreseen.
 */
export function* forecast(
  cases: readonly Case[],
  { config, sweeps, owners }: Outlook,
): Generator<Foreseen, void, void> {
  const [first] = sweeps;
  let users = cases.map((one): User => {
    const subject = supposed(one, config);
    return { subject, inUse: first ? keysInUse(subject, config, first) : [] };
  });
  for (const now of sweeps) {
    users = users.map((user) => {
      // Of a user that is not due, no last use is read.
      if (!isDue(user.subject.holder, config, now)) return user;
      // The first sweep decides on what was read.
      const subject = now === first ? user.subject : useKeys(user.subject, user.inUse, owners, now);
      return { subject, inUse: nextInUse(subject, user.inUse, owners) };
    });
    const decided = users.map(({ subject }) => decide(asRead(subject, config, now), config, now));
    const plans = limit(decided, config.limits);
    yield { now, plans };
    users = users.map((user, i) => {
      const plan = plans[i];
      // Of a user without evidence a sweep does nothing.
      return plan?.evidence ? { ...user, subject: afterSweep(plan, config, now) } : user;
    });
  }
}

/** What the sweep will have read of the user: evidence only if it is due then. */
function asRead(subject: Case, config: Config, now: Date): Case {
  return isDue(subject.holder, config, now) ? subject : { ...subject, evidence: undefined };
}

/** A user, and the keys that its applications use. */
type User = { subject: Case; inUse: readonly string[] };

/** No tags, no use and no secret in place of what was not read because no key of the user is due. */
function supposed({ holder, evidence, forced }: Case, { secrets }: Config): Case {
  const name = secretNameOf(secrets.prefix, holder.UserName);
  return {
    holder,
    evidence: evidence ?? {
      tags: noTags,
      lastUse: new Map(holder.keys.map(({ AccessKeyId }) => [AccessKeyId, null])),
      secret: { name, arn: undefined, deleted: false, refusal: undefined, versions: new Map() },
    },
    forced,
  };
}

const noTags = parseUserTags([], new Date(0));
