import { expect, it } from 'vitest';
import { toldValue } from '../../../lib/model/mark-values.ts';
import { toldSince } from '../../../lib/model/told-since.ts';
import { accessKey, ago, aUser, first } from '../../tools/builders.ts';

const at = ago({ days: 7 });

it.each<[string, boolean, Date | undefined, boolean]>([
  ['that it ends, and used since', false, ago({ days: 6 }), true],
  ['that it ends unless used, and not used', true, undefined, true],
  ['that it ends unless used, and used before only', true, ago({ days: 8 }), true],
  ['that it ends unless used, and used since', true, ago({ days: 6 }), false],
])(
  'given a key whose owner was told %s, the overlap counts only if what was said still holds',
  (_, isUnlessUsed, use, counts) => {
    const tags = { [`access-key-sweeper:told-since:${first}`]: toldValue(at, undefined, isUnlessUsed) };
    const { evidence } = aUser({ keys: [accessKey()], tags, ...(use && { used: { [first]: use } }) });
    expect(toldSince(accessKey(), evidence)).toEqual(counts ? at : undefined);
  },
);
