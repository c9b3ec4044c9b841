import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folders = ['lib', 'cli', 'config', 'docs', 'functions', 'sandbox', 'scripts', 'stack', 'test'];
const pages = globSync(['*.md', 'docs/**/*.md', `{${folders.join(',')}}/**/README.md`], { cwd: root });

describe.each(pages)('%s', (page) => {
  const text = read(page).replaceAll(/\s+/g, ' ');

  it('names and links only files that exist', () => {
    const named = [...text.matchAll(/`([\w./-]+)`|\]\(([\w./-]+)\)/g)].map(([, name = '', link]) => link ?? name).filter(isFile);
    const missing = named.filter((name) => !existsSync(join(root, name)) && !existsSync(join(root, dirname(page), name)));
    expect(missing, `not there, but named in ${page}`).toEqual([]);
  });

  it('cites tests, as `file` *part of a title*, that are in that file', () => {
    const cited = [...text.matchAll(/`(test\/[\w./-]+)`((?:,? \*[^*]+\*)+)/g)].flatMap(([, file = '', titles = '']) =>
      titles.split('*').flatMap((title, i) => (i % 2 ? [{ file, title }] : [])),
    );
    const missing = cited.filter(({ file, title }) => !read(file).includes(title));
    expect(missing, `not there, but cited in ${page}`).toEqual([]);
  });

  /** True for a path from the top, a page beside this one and, in the README of a folder, a source file of the folder. */
  function isFile(name: string): boolean {
    return (
      folders.some((folder) => name.startsWith(`${folder}/`)) ||
      /^\d{4}-[\w-]+\.md$/.test(name) ||
      (page.includes('/README.md') && /^[\w-]+\.ts$/.test(name))
    );
  }
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
