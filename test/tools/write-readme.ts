import { readFileSync, writeFileSync } from 'node:fs';
import { withParts } from './readme-parts.ts';

const readme = new URL('../../README.md', import.meta.url);

writeFileSync(readme, await withParts(readFileSync(readme, 'utf8')));
