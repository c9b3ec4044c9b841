import { type Document, isAlias, isMap, isScalar, type YAMLMap } from 'yaml';
import { isRecord, merge } from './merge.ts';
import type { Layer } from './read-stage.ts';
import { configSchema } from './schema.ts';

type Origin = { file: string; line: number };

/**
 * One setting of a merged configuration and where it is set. `dropped`: the items of the default's list that are
 * gone.
 */
export type Setting = Origin & {
  path: string[];
  value: unknown;
  dropped?: Origin & { values: unknown[] };
};

/**
 * Returns every setting of `base` overlaid with `over`, in the order of the merge. If the whole is valid, values are as they
 * apply: `/team` is `/team/`. Else they are as written.
 */
export function explain(base: Layer, over: Layer): Setting[] {
  const merged = merge(base.value, over.value);
  const { data } = configSchema.safeParse(merged);
  return leavesOf(merged).map(({ path, value }) => {
    const origin = valueAt(over.value, path) === undefined ? base : over;
    const dropped = origin === over ? droppedBy(value, valueAt(base.value, path)) : [];
    return {
      path,
      value: valueAt(data, path) ?? value,
      ...originOf(origin, path),
      ...(dropped.length > 0 && { dropped: { values: dropped, ...originOf(base, path) } }),
    };
  });
}

/** Returns every value without settings below it: text, numbers, lists and empty groups. */
function leavesOf(value: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  if (!isRecord(value) || (path.length > 0 && Object.keys(value).length === 0)) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** Returns the items of `before` that are not in `list`; empty if one of the two is no list. */
function droppedBy(list: unknown, before: unknown): unknown[] {
  if (!Array.isArray(list) || !Array.isArray(before)) return [];
  const kept = new Set(list.map((item) => JSON.stringify(item)));
  return before.filter((item) => !kept.has(JSON.stringify(item)));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), value);
}

function originOf({ source, document, lines }: Layer, path: readonly string[]): Origin {
  return { file: source, line: lines.linePos(offsetOf(document, path)).line };
}

/** Returns the offset in the text at which the name of a setting begins. */
function offsetOf(document: Document, path: readonly string[]): number {
  let at: unknown = document.contents;
  let offset = 0;
  for (const name of path) {
    const pair = mapOf(at, document)?.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
    at = pair?.value;
  }
  return offset;
}

function mapOf(node: unknown, document: Document): YAMLMap | undefined {
  const resolved = isAlias(node) ? node.resolve(document) : node;
  return isMap(resolved) ? resolved : undefined;
}
