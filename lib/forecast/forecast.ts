import type { Config } from '../../config/schema.ts';
import { decide } from '../decide/decide.ts';
import { limit } from '../decide/limit.ts';
import { isDue } from '../model/due.ts';
import { freezeAt } from '../model/freeze.ts';
import { type Decision, isAct, type Plan } from '../model/plan.ts';
import { noSecret, secretNameOf } from '../model/secret-state.ts';
import type { User } from '../model/user.ts';
import { userConfig } from '../model/user-config.ts';
import { parseUserTags } from '../model/user-tags.ts';
import { afterFrozenSweep, afterSweep } from './after-sweep.ts';
import { keysInUse, nextInUse, type Owners, useKeys } from './supposed-use.ts';

/** The configuration, the times of future sweeps, and what the forecast assumes about owners. */
export type Outlook = { config: Config; sweeps: readonly Date[]; owners: Owners };

/** What one future sweep would do. */
export type SweepAhead = { now: Date; plans: readonly Plan[] };

/** A user, and the ids of the keys that its applications use. */
type Forecast = { user: User; inUse: readonly string[] };

/**
 * Runs rules and limits forward in time, sweep by sweep, as if every sweep ran on time, in enforce mode and without
 * failures; in a freeze acts are deferred. Knows nothing of new users and of what people change by hand.
 */
export function* forecast(
  users: readonly User[],
  { config, sweeps, owners }: Outlook,
): Generator<SweepAhead, void, void> {
  const [first] = sweeps;
  let forecasts = users.map((one): Forecast => {
    const user = withEvidence(one, config);
    const { deactivate } = userConfig(user, config).thresholds;
    return { user, inUse: first ? keysInUse(user, deactivate.to, first) : [] };
  });
  for (const now of sweeps) {
    forecasts = forecasts.map((each) => {
      // A sweep reads no last use of users that are not due.
      if (!isDue(each.user, config, now)) return each;
      // The first sweep decides by what was read.
      const user = now === first ? each.user : useKeys(each.user, each.inUse, owners, now);
      return { user, inUse: nextInUse(user, each.inUse, owners) };
    });
    const decided = forecasts.map(({ user }) => decide(asRead(user, config, now), config, now));
    const isFrozen = freezeAt(now, config) !== undefined;
    const limited = limit(decided, config.limits);
    const plans = isFrozen ? limited.map(withoutActs) : limited;
    yield { now, plans };
    const after = isFrozen ? afterFrozenSweep : afterSweep;
    forecasts = forecasts.map((each, i) => {
      const plan = plans[i];
      // A sweep changes nothing about a user without evidence.
      return plan?.evidence ? { ...each, user: after(plan, now) } : each;
    });
  }
}

/** Returns the plan of a sweep in a freeze: acts wait for a later sweep. */
function withoutActs(plan: Plan): Plan {
  const decisions = plan.decisions.map(
    (one): Decision => (isAct(one) ? { ...one, postponed: one.postponed ?? 'deferred' } : one),
  );
  return { ...plan, decisions };
}

/** Returns the user as the sweep will read it: with evidence only if it is due then. */
function asRead(user: User, config: Config, now: Date): User {
  return isDue(user, config, now) ? user : { ...user, evidence: undefined };
}

/** If evidence was not read, because no key was due: no tags, no use and no secret. */
function withEvidence(user: User, { secrets }: Config): User {
  const name = secretNameOf(secrets.prefix, user.UserName);
  return {
    ...user,
    evidence: user.evidence ?? {
      tags: noTags,
      lastUse: new Map(user.keys.map(({ AccessKeyId }) => [AccessKeyId, null])),
      secret: noSecret(name),
    },
  };
}

const noTags = parseUserTags([], new Date(0));
