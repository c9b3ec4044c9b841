import { readFileSync } from 'node:fs';
import { isMap, parseDocument, type YAMLMap } from 'yaml';
import * as z from 'zod';
import { configSchema } from './schema.ts';

type JsonSchema = { description?: string; required?: string[]; properties?: Record<string, JsonSchema> };

/**
 * The JSON schema of a stage file, for completion in editors. Nothing is required, because a stage file holds
 * only what it changes; descriptions are the comments of `default.yml`, so each setting is explained once.
 */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.required;
    },
  }) as JsonSchema;
  const defaults = parseDocument(readFileSync(new URL('default.yml', import.meta.url), 'utf8')).contents;
  if (isMap(defaults)) describe(schema, defaults);
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function describe({ properties = {} }: JsonSchema, settings: YAMLMap): void {
  for (const [i, { key, value }] of settings.items.entries()) {
    const property = properties[String(key)];
    // The comment above the first setting of a map belongs to the map, as the parser sees it.
    const node = key as { commentBefore?: string | null };
    const comment = (i === 0 && settings.commentBefore) || node.commentBefore;
    if (property && comment) property.description = lastParagraph(comment);
    if (property && isMap(value)) describe(property, value);
  }
}

function lastParagraph(comment: string): string {
  return (comment.split(/\n\s*\n/).at(-1) ?? '').replaceAll(/\n ?/g, ' ').trim();
}
