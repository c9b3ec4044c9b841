import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchema } from '../../config/json-schema.ts';

it('given config/schema.json, it is what `npm run docs` writes', () => {
  expect(readFileSync(new URL('../../config/schema.json', import.meta.url), 'utf8')).toBe(jsonSchema());
});

it('given the schema, nothing is required and every group of settings explains itself', () => {
  const schema = JSON.parse(jsonSchema()) as { properties: Record<string, { description?: string }> };
  expect(jsonSchema()).not.toContain('"required"');
  for (const [name, { description }] of Object.entries(schema.properties)) expect(description, name).toMatch(/\w+/);
  expect(schema.properties.mode?.description).toMatch(/^report:/);
});
