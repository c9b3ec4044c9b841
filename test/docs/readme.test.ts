import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../lib/decide/rules.ts';
import { withParts } from '../tools/readme-parts.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

it('given the rule table of the README, it is the table in lib/decide/rules.ts', () => {
  const rows = [...readme.matchAll(/^\| (\d+) \| `([\w-]+)` \| .+ \| (\w+) \|$/gm)];
  expect(rows.map(([, number, name, action]) => ({ number, name, action }))).toEqual(
    rules.map(({ name, action }, i) => ({ number: String(i + 1), name, action })),
  );
});

it('given the output that the README shows, it is what `npm run docs` writes', async () => {
  expect([...readme.matchAll(/<!-- (\w+): npm run docs/g)].map(([, name]) => name)).toEqual(['plan', 'notice', 'permissions']);
  expect(readme).toBe(await withParts(readme));
});
