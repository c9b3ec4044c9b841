import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noticesPage } from '../tools/notices-page.ts';

const page = readFileSync(new URL('../../docs/notices.md', import.meta.url), 'utf8');

it('given docs/notices.md, it is what `npm run docs` writes', () => {
  expect(page).toBe(noticesPage());
});

it('given the page, its digests have every section that a flag has', () => {
  for (const title of [
    'tags that cannot be read',
    'no free slot',
    'several keys in use',
    'no replacement can be made, stored or made current',
    'not certain which secret',
    'another deployment looks after',
    'a secret that is not the user’s has its name',
    'the secret is scheduled for deletion',
    'the secret holds another value',
    'versions in secrets that no tag vouches for',
    'tags of the sweeper are missing',
    'made Active again',
    'Inactive, yet current',
    'neither Active nor Inactive',
    'forced, and not replaced',
    'no such user',
    'The root user',
    'Not reached in time',
    'Held: more orphans than',
    'Deferred to a later sweep',
    'Exempt, yet old',
    'In use, yet mode enforce would deactivate them',
  ]) {
    expect(page).toContain(title);
  }
});
