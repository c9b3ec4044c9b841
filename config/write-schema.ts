import { writeFileSync } from 'node:fs';
import { jsonSchema } from './json-schema.ts';

writeFileSync(new URL('schema.json', import.meta.url), jsonSchema());
