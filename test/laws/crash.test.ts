import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from 'date-fns/addDays';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../lib/decide/rules.ts';
import type { Fault } from '../../sandbox/faults/fault-schema.ts';
import { situations } from './crash/situations.ts';
import { configOf, type Outcome, sweepAgain, sweepNow } from './crash/sweep-again.ts';
import { again, print, seed, sizes } from './runs.ts';

type Kind = Pick<Fault, 'fault' | 'times'>;

const kinds: readonly Kind[] = [{ fault: 'crash-before' }, { fault: 'crash-after' }, { fault: 'drop-after' }];
/** The answers to the SDK's repetitions are lost too. */
const lostForGood: Kind = { fault: 'drop-after', times: 9 };

/**
 * What may go wrong at a call. A read whose answer is lost for good is like a crash before it; but without an answer about
 * subscribers, the sweep goes on and only rehearses.
 */
function kindsAt(operation: string): readonly Kind[] {
  return /^(iam|sts|secretsmanager|scheduler):(List|Get|Describe)/.test(operation) ? kinds : [...kinds, lostForGood];
}

/** The operations of the commands and paginators in the code of the sweep. */
function callsOfSweeps(): string[] {
  const root = join(import.meta.dirname, '../..');
  const code = globSync('lib/{act,continue,notify,read}/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const found = code.flatMap((text) => [...text.matchAll(/\b(?:new (\w+)Command|paginate([A-Z]\w+))\(/g)]);
  return [...new Set(found.map(([, command, pages]) => command ?? pages ?? ''))];
}

let [cases, tried] = [0, 0];

/** A fault of that kind at exactly the nth of these calls. */
function faultAt(calls: Outcome['calls'], n: number, kind: Kind): Fault {
  const operation = calls[n]?.operation ?? '';
  const skip = calls.slice(0, n).filter((call) => call.operation === operation).length;
  return { ...kind, sweep: 1, operation, skip };
}

afterAll(() => {
  print(`A fault at every call: ${tried} of ${cases} cases in ${situations.length} situations`);
});

describe('a fault at every call', () => {
  it('the situations show every rule', () => {
    const shown = new Set(situations.flatMap((situation) => situation.rules));
    expect([...shown].toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
  });

  it('the situations show every call that a sweep may make', async () => {
    const made = new Set<string>();
    for (const situation of situations) {
      const { calls } = await sweepAgain(situation, configOf(situation));
      for (const { operation } of calls) made.add(operation.split(':')[1] ?? '');
    }
    expect([...made].toSorted()).toEqual(callsOfSweeps().toSorted());
  });

  it.each(situations.map((situation) => [situation.name, situation] as const))(
    'given %s, nothing is lost, and later sweeps end as if there had been no fault (G1, G3, G4)',
    async (_, situation) => {
      const config = configOf(situation);
      const whole = await sweepAgain(situation, config);
      expect(whole.rules, 'the rules that apply without a fault').toEqual(situation.rules);
      // These rules may remove a last key: nobody has it, or the configuration asks for it.
      if (!situation.rules.every((rule) => ['orphan', 'unused-done'].includes(rule)))
        expect(whole.losses, 'the losses without a fault').toEqual([]);
      for (const [n, { operation, UserName }] of whole.calls.entries()) {
        // Calls about the whole account are the same for every user.
        if (!UserName && situation !== situations[0]) continue;
        for (const kind of kindsAt(operation)) {
          cases += 1;
          if ((cases + seed) % sizes.crash !== 0) continue;
          tried += 1;
          const { losses, state } = await sweepAgain(situation, config, { fault: faultAt(whole.calls, n, kind), whole });
          const what = `${kind.fault} ×${kind.times ?? 1} at call ${n + 1}, ${operation} (${again('crash')})`;
          expect.soft({ losses, state }, what).toEqual({ losses: whole.losses, state: whole.state });
        }
      }
    },
  );

  it('given a crash between a deletion and the end of its mark, the mark goes when the user is next due', async () => {
    const [situation] = situations.filter(({ name }) => name === 'uploader');
    if (!situation) throw new Error('No user uploader is in the sample');
    const config = configOf(situation);
    const fault: Fault = { operation: 'iam:DeleteAccessKey', fault: 'crash-after' };
    const { account } = await sweepAgain(situation, config, { fault });
    const marks = () => [...(account.users.get('uploader')?.tags.keys() ?? [])].filter((mark) => mark.includes('-since:'));
    expect(marks()).toEqual(['access-key-sweeper:inactive-since:akiasampl0011example']);
    // The other key is 31 days old.
    account.clock.set(addDays(account.clock.now(), 30));
    await sweepNow(account, config, { id: 'sweep-9' });
    expect(marks()).toEqual([expect.stringContaining('told-since')]);
  });
});
