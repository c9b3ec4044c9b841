import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { adopt } from '../../cli/adopt/run.ts';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { config } from '../tools/builders.ts';
import { keysOf, stagesOf, userOfAge, type World, world } from './world.ts';

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Carries out `sweeper adopt --user alice --yes`. Returns the exit code. */
async function adoptAlice({ account, deps }: World): Promise<number> {
  const { accountId } = account;
  const connection = { stage: 'sandbox', region: 'us-east-1', accountId, config: config(), clients: deps };
  return adopt(connection, { user: ['alice'] }, { agree: async () => true, clock: deps.clock });
}

/** As Terraform without `ignore_tags`. */
function strip({ account }: World): void {
  const alice = account.users.get('alice');
  if (alice) changeByHand(account, alice, { byHand: 'strip-tags' });
}

/** Sweeps each week; returns what is decided in each, as `rule outcome`. */
async function sweepFor(one: World, weeks: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < weeks; n++) {
    await one.sweep();
    found.push(
      one
        .decided()
        .map((line) => line.replace('alice ', ''))
        .join(', '),
    );
    one.pass(7);
  }
  return found;
}

it('given tags that somebody removed, nothing is done until the secret is adopted; then the overlap begins anew', async () => {
  // If she moved to the younger key, it would replace the older one also if a person had made it.
  const one = world([userOfAge('alice', 65, { uses: 'oldest' })]);
  expect(await sweepFor(one, 2)).toEqual(['create done', 'superseded-waiting none, fresh none']);
  strip(one);
  const lost = 'pointer-lost none, pointer-lost none';
  expect(await sweepFor(one, 4)).toEqual([lost, lost, lost, lost]);
  expect(await adoptAlice(one)).toBe(0);
  expect(await sweepFor(one, 4)).toEqual([
    'superseded-waiting none, fresh none',
    'superseded-waiting none, fresh none',
    'superseded-done done, fresh none',
    'inactive-past-delete done, create done',
  ]);
  expect(keysOf(one)).toHaveLength(2);
  expect(stagesOf(one)).toEqual(['AWSPREVIOUS', 'AWSCURRENT']);
});
