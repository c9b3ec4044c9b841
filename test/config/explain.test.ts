import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../config/explain.ts';
import { parseLayer } from '../../config/read-stage.ts';

const explained = (base: string, over: string) => explain(parseLayer(base, 'base'), parseLayer(over, 'over'));

/** Each setting as `path=value file:line`, with what it dropped. */
const told = (base: string, over: string) =>
  explained(base, over).map(
    ({ path, value, file, line, dropped }) =>
      `${path.join('.')}=${JSON.stringify(value)} ${file}:${line}${dropped ? ` -${dropped.values} ${dropped.file}:${dropped.line}` : ''}`,
  );

describe('where a setting comes from', () => {
  it.each<[string, string, string, ...string[]]>([
    ['nothing in the stage', 'a: 1', '', 'a=1 base:1'],
    ['a value of the stage', '# why\na: 1\nb: 2', '\na: 3', 'a=3 over:2', 'b=2 base:3'],
    ['the same value in the stage', 'a: 1', 'a: 1', 'a=1 over:1'],
    ['null in the stage', 'a: 1', 'a: null', 'a=null over:1'],
    ['half a group', 'g: { a: 1, b: 2 }', 'g:\n  b: 3', 'g.a=1 base:1', 'g.b=3 over:2'],
    ['a group instead of a value', 'g: null', 'g:\n  b: 3', 'g.b=3 over:2'],
    ['a value instead of a group', 'g: { a: 1 }', 'g:', 'g=null over:1'],
    ['an empty group in both', 'g: {}', 'g: {}', 'g={} over:1'],
    ['names in an empty group', 'g: {}', 'g: { x: y }', 'g.x="y" over:1'],
    ['a name that is not in the default', 'a: 1', 'z: 2', 'a=1 base:1', 'z=2 over:1'],
    ['an anchor', 'g: { a: 1 }', 'h: &x\n  a: 2\ng: *x', 'g.a=2 over:2', 'h.a=2 over:2'],
    ['a list that keeps all', 'l: [a]', 'l: [b, a]', 'l=["b","a"] over:1'],
    ['a list that drops some', '\nl: [a, b, c]', 'l:\n  - b', 'l=["b"] over:1 -a,c base:2'],
    ['an empty list', 'l: [a]', 'l: []', 'l=[] over:1 -a base:1'],
    ['no list where there was one', 'l: [a]', '', 'l=["a"] base:1'],
  ])('given %s, each setting has its line, and a list what it dropped', (_, base, over, ...settings) => {
    expect(told(base, over)).toEqual(settings);
  });

  it.each([
    ['valid settings', '', ['/team/', '/ci/']],
    ['settings with a fault', 'mode: enfroce', ['/team', '/ci/']],
  ])('given %s (%j), a path that lacks its slash is shown as %j', (_, more, paths) => {
    const text = readFileSync(new URL('../../config/default.yml', import.meta.url), 'utf8');
    const settings = explained(text, `include: { paths: [/team, /ci/] }\n${more}`);
    const found = settings.find(({ path }) => path.join('.') === 'include.paths');
    expect(found).toMatchObject({ value: paths, file: 'over', line: 1, dropped: { values: ['/'] } });
    expect(settings.find(({ path }) => path.join('.') === 'secrets.kmsKeyId')).toMatchObject({ value: null });
  });
});
