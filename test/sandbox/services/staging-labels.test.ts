import { describe, expect, it } from 'vitest';
import { labels, move, put, secretWith } from '../secrets.ts';

describe('staging labels', () => {
  // AWS's page can be read either way, and moto refuses it: so this is no row of the contract.
  it('given a label is already where it is to go, nothing changes', async () => {
    const one = await secretWith('v1', 'v2');
    await move(one, 'AWSCURRENT', { to: 'v2' });
    expect(await labels(one)).toEqual({ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT' });
  });

  it('given more versions than are kept, the oldest without a label and older than a day are removed', async () => {
    const one = await secretWith('v1', 'v2', 'v3', 'v4');
    one.account.settings.versionsPerSecret = 3;
    await put(one, 'v5');
    expect(Object.keys(await labels(one)), 'on the same day').toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
    one.account.clock.advance(86_400_000);
    await put(one, 'v6');
    expect(await labels(one), 'a day later').toEqual({ v4: '', v5: 'AWSPREVIOUS', v6: 'AWSCURRENT' });
    one.account.clock.advance(86_400_000);
    one.account.settings.versionsPerSecret = 1;
    await put(one, 'v7');
    expect(await labels(one), 'fewer are kept').toEqual({ v6: 'AWSPREVIOUS', v7: 'AWSCURRENT' });
  });

  it.each([
    ['a second less than', 86_399, ['v1', 'v2', 'v3', 'v4']],
    ['exactly', 86_400, ['v3', 'v4']],
  ])('given versions without a label that are %s a day old, they stay or go', async (_, seconds, left) => {
    const one = await secretWith();
    Object.assign(one.account.settings, { versionsPerSecret: 2, callMs: 0 });
    for (const version of ['v1', 'v2', 'v3']) await put(one, version);
    one.account.clock.advance(seconds * 1000);
    await put(one, 'v4');
    expect(Object.keys(await labels(one))).toEqual(left);
  });
});
