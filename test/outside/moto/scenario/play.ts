import { addHours } from 'date-fns/addHours';
import { subMinutes } from 'date-fns/subMinutes';
import { merge } from '../../../../config/merge.ts';
import { parseConfig } from '../../../../config/parse-config.ts';
import { defaults } from '../../../../config/read-stage.ts';
import type { Decision, Outcome } from '../../../../lib/model/plan.ts';
import type { KeyHolder } from '../../../../lib/model/user.ts';
import { takeInventory } from '../../../../lib/read/inventory.ts';
import type { SweepReport } from '../../../../lib/report/report.ts';
import { sweep } from '../../../../lib/sweep.ts';
import { SweepError } from '../../../../lib/sweep-error.ts';
import type { Account } from '../../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../../sandbox/account/account-file.ts';
import { endState, keysOf } from './end-state.ts';
import type { Scenario } from './scenario.ts';
import type { Side } from './side.ts';

/** A Tuesday, at a whole second: the sandbox and moto cut fractions of seconds at different places. */
const start = new Date('2026-03-03T06:00:00Z');

/** The result of a scenario, which must be the same on both sides. */
type Story = { sweeps: { decisions: Told[]; failures: string[]; counts: SweepReport['counts'] }[]; notices: object[]; state: object[] };
type Told = Pick<Decision, 'rule' | 'action' | 'reason' | 'age'> & { key: string; outcome: Outcome };

/** Returns the account of a scenario. Calls take no time in it, so that both sides have the same dates. */
export function accountFor({ users, secrets = [], meddle }: Scenario): Account {
  const file = { now: start.toISOString(), users, secrets };
  const account = accountOf(parseAccount(file, 'the scenario', start));
  Object.assign(account.settings, { callMs: 0, propagationSeconds: 0 });
  meddle?.(account);
  return account;
}

/** Sweeps week after week. Returns all decisions, outcomes, notices and the final account, with names for key ids. */
export async function play(scenario: Scenario, side: Side): Promise<Story> {
  const base = merge(defaults(), { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } });
  const config = parseConfig(merge(base, scenario.config ?? {}), 'the scenario');
  const names = new Map<string, string>();
  const sweeps: Story['sweeps'] = [];
  let holders = await nameKeys(side, names);
  for (let week = 0; week < scenario.weeks; week++) {
    const now = addHours(start, week * config.everyDays * 24);
    await side.moveTo(now);
    await useKeys(scenario, holders, (id) => side.use(id, subMinutes(now, 10)));
    const id = `sweep-${week + 1}`;
    const result = await sweep(side.deps, config, { now, id, ...scenario.run }).catch(asReport);
    sweeps.push(outcomeOf(result));
    holders = await nameKeys(side, names);
  }
  const story = { sweeps, notices: await side.published(), state: await endState(side.deps) };
  const text = [...names].reduce((all, [id, name]) => all.replaceAll(id, name), JSON.stringify(story));
  return JSON.parse(withoutChance(text)) as Story;
}

/** AWS chooses the last six characters of a secret's ARN, and the two sides count calls for nonces differently. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/(:secret:[^\s"]+)-\w{6}(?=[\s"])/g, '$1-suffix')
    .replaceAll(/("Key":"access-key-sweeper:nonce","Value":)"\w{32}"/g, '$1"nonce"');
}

function asReport(thrown: unknown): SweepReport {
  if (thrown instanceof SweepError) return thrown.report;
  throw thrown;
}

function outcomeOf({ userResults, failures, counts }: SweepReport): Story['sweeps'][number] {
  return {
    decisions: userResults
      .flatMap(({ results }) => results)
      .map(({ decision: { key, ...decision }, error, ...result }) => ({
        key: `${key.UserName} ${key.AccessKeyId} ${key.Status}`,
        ...decision,
        ...result,
        ...(error && { error: error.message }),
      })),
    failures: failures.map(({ UserName, error }) => `${UserName}: ${error.message}`),
    counts,
  };
}

/** Makes applications use their user's newest or oldest Active key, ten minutes before the sweep. */
async function useKeys({ users }: Scenario, holders: readonly KeyHolder[], use: (AccessKeyId: string) => Promise<void>): Promise<void> {
  for (const { UserName, uses } of users as { UserName: string; uses?: 'newest' | 'oldest' }[]) {
    const holder = holders.find((one) => one.UserName === UserName);
    const active = holder ? keysOf(holder).filter(({ Status }) => Status === 'Active') : [];
    const used = uses && active.at(uses === 'newest' ? -1 : 0);
    if (used) await use(used.AccessKeyId);
  }
}

/** Names every new key by its user and a number, in order of creation, because ids differ between the sides. */
async function nameKeys(side: Side, names: Map<string, string>): Promise<readonly KeyHolder[]> {
  const { holders } = await takeInventory({ deps: side.deps, timing: undefined });
  for (const holder of holders) {
    for (const { AccessKeyId } of keysOf(holder)) {
      if (names.has(AccessKeyId)) continue;
      const nth = [...names.values()].filter((name) => name.endsWith(` of ${holder.UserName}`)).length + 1;
      names.set(AccessKeyId, `key ${nth} of ${holder.UserName}`);
    }
  }
  return holders;
}
