import { readFileSync } from 'node:fs';
import { isMap, parseDocument, type YAMLMap } from 'yaml';
import * as z from 'zod';
import { configSchema } from './schema.ts';

type JsonSchema = { description?: string; required?: string[]; properties?: Record<string, JsonSchema> };

/**
 * Returns the JSON schema of a stage file as text, for completion in editors. No setting is required, because a
 * stage file holds only what it changes. The descriptions are the comments of `default.yml`.
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
    // The parser attaches the comment above the first setting of a map to the map itself.
    const node = key as { commentBefore?: string | null };
    const comment = (i === 0 && settings.commentBefore) || node.commentBefore;
    if (property && comment) property.description = lastParagraph(comment);
    if (property && isMap(value)) describe(property, value);
  }
}

function lastParagraph(comment: string): string {
  return (comment.split(/\n\s*\n/).at(-1) ?? '').replaceAll(/\n ?/g, ' ').trim();
}
