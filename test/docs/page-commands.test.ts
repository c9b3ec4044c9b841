import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/*.md'], { cwd: root });
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

// What they do is seen by running them: test/outside/clients/printed.
describe('the commands of the pages', () => {
  it.each(pages)('given %s, a name stands behind = and in quotes, so that it cannot be an option', (file) => {
    expect(textOf(file).match(/--(user-name|secret-id|user|profile) ["'<\w$-].*/g)).toBeNull();
  });

  it.each(pages)('given %s, each command names the Region, because readers may have another one by default', (file) => {
    const text = textOf(file).replaceAll(/\\?\n\s*(?=--)/g, ' ');
    const commands = text.match(/aws (cloudformation|lambda|logs|scheduler|secretsmanager|sns|sqs) [\w-]+ +[-/][^\n`]*/g) ?? [];
    expect(commands.filter((command) => !command.includes(' --region '))).toEqual([]);
    if (file === 'docs/operate.md') expect(commands.length, 'commands').toBeGreaterThan(10);
  });
});
