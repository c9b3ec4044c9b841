import { describe, expect, it } from 'vitest';
import { refusal } from '../aws.ts';
import { labels, move, put, secretWith } from '../secrets.ts';

describe('UpdateSecretVersionStage', () => {
  it('given AWSCURRENT moves, AWSPREVIOUS follows, and back again', async () => {
    const one = await secretWith('v1', 'v2');
    await put(one, 'v3', ['AWSPENDING']);
    await move(one, 'AWSCURRENT', { from: 'v2', to: 'v3' });
    expect(await labels(one)).toEqual({ v1: '', v2: 'AWSPREVIOUS', v3: 'AWSCURRENT+AWSPENDING' });
    await move(one, 'AWSCURRENT', { from: 'v3', to: 'v2' });
    expect(await labels(one)).toEqual({ v1: '', v2: 'AWSCURRENT', v3: 'AWSPENDING+AWSPREVIOUS' });
  });

  it('given another version is current, a move that names the wrong one or none is refused', async () => {
    const one = await secretWith('v1', 'v2');
    await put(one, 'v3', ['AWSPENDING']);
    for (const from of ['v1', 'v3', 'unknown', undefined])
      expect(await refusal(move(one, 'AWSCURRENT', { to: 'v3', ...(from && { from }) }))).toBe(
        'InvalidParameterException 400',
      );
    expect(await labels(one)).toEqual({ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT', v3: 'AWSPENDING' });
  });

  it('given the answer to a move was lost, the repeated move is refused', async () => {
    const one = await secretWith('v1');
    await put(one, 'v2', ['AWSPENDING']);
    await move(one, 'AWSCURRENT', { from: 'v1', to: 'v2' });
    expect(await refusal(move(one, 'AWSCURRENT', { from: 'v1', to: 'v2' }))).toBe(
      'InvalidParameterException 400',
    );
  });

  it('given the label is where it is to go, nothing changes', async () => {
    const one = await secretWith('v1', 'v2');
    await move(one, 'AWSCURRENT', { to: 'v2' });
    expect(await labels(one)).toEqual({ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT' });
  });

  it('given a label that is on no version, it is put where it is to go', async () => {
    const one = await secretWith('v1', 'v2');
    await move(one, 'AWSPENDING', { to: 'v1' });
    expect(await labels(one)).toEqual({ v1: 'AWSPENDING+AWSPREVIOUS', v2: 'AWSCURRENT' });
  });

  it('given a label is removed, it is gone; once more is refused', async () => {
    const one = await secretWith('v1');
    await put(one, 'v2', ['AWSPENDING']);
    await move(one, 'AWSPENDING', { from: 'v2' });
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT', v2: '' });
    expect(await refusal(move(one, 'AWSPENDING', { from: 'v2' }))).toBe('InvalidParameterException 400');
  });

  it('given AWSCURRENT, it can be moved but not removed', async () => {
    const one = await secretWith('v1');
    expect(await refusal(move(one, 'AWSCURRENT', { from: 'v1' }))).toBe('InvalidParameterException 400');
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT' });
  });

  it('given neither a version to move to nor one to remove from, or no such version, it is refused', async () => {
    const one = await secretWith('v1');
    const refused = 'InvalidParameterException 400';
    for (const label of ['AWSCURRENT', 'AWSPENDING']) {
      expect(await refusal(move(one, label, {}))).toBe(refused);
      expect(await refusal(move(one, label, { to: 'unknown' }))).toBe(refused);
      expect(await refusal(move(one, label, { from: 'unknown' }))).toBe(refused);
    }
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT' });
  });
});
