import { stringify } from 'yaml';
import type { Setting } from '../../config/explain.ts';

type Line = { text: string; comment?: string };

/**
 * Returns the settings as YAML with a comment that names the line that sets each. A line is longer than `columns` only
 * if a value is.
 */
export function explainText(settings: readonly Setting[], columns: number): string {
  const lines: Line[] = [];
  let open: readonly string[] = [];
  for (const setting of settings) {
    const groups = setting.path.slice(0, -1);
    const shared = groups.findIndex((name, depth) => name !== open[depth]);
    for (const [depth, name] of groups.entries())
      if (shared >= 0 && depth >= shared) lines.push({ text: `${indent(depth)}${name}:` });
    open = groups;
    lines.push(...linesOf(setting, columns));
  }
  const fitting = lines.filter(({ text, comment = '' }) => fits(text, comment, columns));
  const column = Math.max(0, ...fitting.map(({ text, comment }) => (comment ? text.length : 0)));
  return lines.map((line) => aligned(line, column, columns)).join('\n');
}

/**
 * Returns a setting on one line. If that is too long, a list gets a line an item, and any other value, an empty list too,
 * goes below its comment.
 */
function linesOf({ path, value, file, line, dropped }: Setting, columns: number): Line[] {
  const start = indent(path.length - 1);
  const name = `${start}${path.at(-1) ?? ''}:`;
  const comment = `# ${file}:${line}`;
  const whole = `${name} ${flow(value)}`;
  const lost = dropped ? droppedLines(dropped, start, columns) : [];
  if (fits(whole, comment, columns)) return [{ text: whole, comment }, ...lost];
  if (!Array.isArray(value) || value.length === 0)
    return [{ text: `${start}${comment}:` }, { text: whole }, ...lost];
  return [{ text: name, comment }, ...value.map((item) => ({ text: `${start}  - ${flow(item)}` })), ...lost];
}

function droppedLines(
  { file, line, values }: NonNullable<Setting['dropped']>,
  start: string,
  columns: number,
): Line[] {
  const head = `${start}# dropped from ${file}:${line}:`;
  const whole = `${head} ${values.map(flow).join(', ')}`;
  if (whole.length <= columns) return [{ text: whole }];
  return [{ text: head }, ...values.map((value) => ({ text: `${start}#   - ${flow(value)}` }))];
}

function fits(text: string, comment: string, columns: number): boolean {
  return text.length + 2 + comment.length <= columns;
}

function aligned({ text, comment }: Line, column: number, columns: number): string {
  if (!comment) return text;
  const room = columns - comment.length - 2;
  return `${text.padEnd(Math.min(column, room))}  ${comment}`;
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}
