import { describe, expect, it } from 'vitest';
import { chunkBySize } from '../../../lib/continue/chunks.ts';
import { first } from '../../tools/builders.ts';

describe('the input of a schedule', () => {
  it('given no user, there is no part', () => {
    expect(chunkBySize([])).toEqual([]);
  });

  const [alice, bob, named] = [{ UserName: 'alice' }, { UserName: 'bob' }, { UserName: 'bob', AccessKeyId: first }];

  it.each([
    [14, [[alice, bob]]],
    [13, [[alice], [bob]]],
    [1, [[alice], [bob]]],
    [8 + 29, [[alice, named]]],
    [8 + 28, [[alice], [named]]],
  ])('given a limit of %i bytes, the parts are %j', (limit, chunks) => {
    expect(chunkBySize(chunks.flat(), limit)).toEqual(chunks);
  });

  it('given 10,000 of the longest names, each part fits into 256 KB and no name is lost', () => {
    const names = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(64, 'x'));
    const chunks = chunkBySize(names.map((UserName) => ({ UserName }))).map((some) => some.map(({ UserName }) => UserName));
    expect(chunks.flat()).toEqual(names);
    for (const chunk of chunks) expect(JSON.stringify(chunk).length, 'bytes of a part').toBeLessThanOrEqual(250_001);
    expect(chunks.length, 'parts').toBe(3);
  });
});
