import type { Config } from '../../config/schema.ts';
import { wholeDays } from '../model/age.ts';
import { byAge, type CaseView } from '../model/case-view.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import type { AccessKey, Action, Case, Decision, Plan } from '../model/types.ts';
import { userConfig } from '../model/user-config.ts';
import { exemption } from './exempt.ts';
import { factsOf } from './facts.ts';
import { reasonFor } from './reasons.ts';
import { rules } from './rules.ts';

const needsSecret: readonly Action[] = ['create', 'finish'];

/** Decides what is wanted for each key of one user, oldest first. */
export function decide(subject: Case, account: Config, now: Date): Plan {
  const exempt = exemption(subject, account, now);
  const config = userConfig(subject, account);
  const view = { ...subject, config, now, exempt: exempt !== undefined, taken: new Map() };
  return {
    ...subject,
    decisions: settle(view, exempt?.reason),
    leftAlone: view.exempt || hasWorkInFlight(subject, now),
  };
}

/**
 * Decides until no key is taken on the strength of another that is taken too. Each round takes one key, the oldest
 * first, on which the next may not lean: of two that lean on each other one goes and one stays.
 */
function settle(view: CaseView, exempt: string | undefined): Decision[] {
  const decisions = view.holder.keys.toSorted(byAge).map((key) => decideKey(key, view, exempt));
  for (const { key, action } of decisions) {
    if (view.taken.has(key.AccessKeyId) || (action !== 'deactivate' && action !== 'delete')) continue;
    return settle({ ...view, taken: new Map([...view.taken, [key.AccessKeyId, action]]) }, exempt);
  }
  return decisions;
}

function decideKey(key: AccessKey, view: CaseView, exempt: string | undefined): Decision {
  const facts = factsOf(key, view);
  const rule = rules.find(({ when }) => when(facts));
  if (!rule) throw new Error(`No rule holds for ${key.AccessKeyId}; the last rule must hold always`);
  const refusal = refusalFor(rule.action, view);
  return {
    key,
    age: wholeDays(view.now, key.CreateDate),
    rule: rule.name,
    // What the sweeper may not write to, a person has to settle; until then the key stays as it is.
    action: refusal ? 'flag' : rule.action,
    reason: [exempt ?? reasonFor(rule.name, key, view), refusal].filter(Boolean).join('; but '),
    dueFrom: dueFrom(rule.action, view.config),
    ...(rule.name === 'in-flight' ? { postponed: 'deferred' as const } : {}),
  };
}

/** The age from which the thresholds have an act done. */
function dueFrom(action: Action, { thresholds }: Config): number {
  if (action === 'deactivate') return thresholds.deactivate.from;
  return action === 'delete' ? thresholds.delete.after : thresholds.create.from;
}

/** Why an act that writes to the user's secret cannot be. */
function refusalFor(action: Action, { evidence }: CaseView): string | undefined {
  if (!evidence?.secret.refusal || !needsSecret.includes(action)) return undefined;
  return `its secret ${evidence.secret.name} ${evidence.secret.refusal}`;
}
