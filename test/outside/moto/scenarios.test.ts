import { describe, expect, it } from 'vitest';
import { rules } from '../../../lib/decide/rules.ts';
import { accountFor, play } from './scenario/play.ts';
import { motoSide, sandboxSide } from './scenario/side.ts';
import { scenarios } from './scenario/table.ts';

const seen = { sweeps: 0, decisions: 0, notices: 0, rules: new Set<string>(), outcomes: new Set<string>() };

describe('a sweep has the same decisions, outcomes and notices in the sandbox and in moto', () => {
  it.each(scenarios.map((scenario) => [scenario.given, scenario] as const))('given %s', async (_, scenario) => {
    const moto = await motoSide(accountFor(scenario));
    const [inSandbox, inMoto] = await Promise.all([play(scenario, sandboxSide(accountFor(scenario))), play(scenario, moto)]);
    expect(inMoto).toEqual(inSandbox);
    const decisions = inSandbox.sweeps.flatMap((one) => one.decisions);
    seen.sweeps += inSandbox.sweeps.length;
    seen.decisions += decisions.length;
    seen.notices += inSandbox.notices.length;
    for (const { rule, action, outcome } of decisions) {
      seen.rules.add(rule);
      seen.outcomes.add(`${action} ${outcome}`);
    }
  });

  it('given all of them, every rule decided a key and every act was done', () => {
    const { sweeps, decisions, notices } = seen;
    console.info(
      `scenarios: ${scenarios.length}, each in the sandbox and in moto; ${sweeps} sweeps, ${decisions} decisions, ${notices} notices a side`,
    );
    expect([...seen.rules].toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
    for (const act of ['finish', 'mark', 'create', 'deactivate', 'delete']) expect(seen.outcomes).toContain(`${act} done`);
    for (const other of ['create deferred', 'deactivate held', 'create rehearsed']) expect(seen.outcomes).toContain(other);
  });
});
