import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays } from 'date-fns/addDays';
import { subDays } from 'date-fns/subDays';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Result, resultOf, root, startCli } from './process.ts';

const valid = { code: 0, stdout: 'The settings of sandbox are valid.\n', stderr: '' };
/** A source, and a text of it that a command prints. */
const [source, printed] = ['cli/config/run.ts', 'are valid'];

/** A clone with a cache of its own, whose files are links to those of this one. */
function makeClone(): string {
  mkdirSync(join(root, '.build'), { recursive: true });
  const clone = mkdtempSync(join(root, '.build/start-'));
  onTestFinished(() => rmSync(clone, { recursive: true }));
  for (const part of ['cli', 'config', 'lib', 'sandbox', 'scripts']) linkFiles(part, clone);
  mkdirSync(join(clone, 'node_modules'));
  for (const file of ['package.json', 'node_modules/.package-lock.json']) symlinkSync(join(root, file), join(clone, file));
  return clone;
}

function linkFiles(part: string, clone: string): void {
  for (const entry of readdirSync(join(root, part), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const link = join(clone, relative(root, file));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(file, link);
  }
}

/** Puts a file in the place of the link, in which the command prints something else, and the size and mtime are the same. */
function edit(clone: string, instead: string): void {
  expect(instead).toHaveLength(printed.length);
  const file = join(clone, source);
  unlinkSync(file);
  writeFileSync(file, readFileSync(join(root, source), 'utf8').replaceAll(printed, instead));
  // Not utimesSync, which cannot set nanoseconds.
  execFileSync('touch', ['-r', join(root, source), file]);
  expect(stampOf(file)).toEqual(stampOf(join(root, source)));
}

function stampOf(file: string): object {
  const { mtimeMs, size } = statSync(file);
  return { mtimeMs, size };
}

function cacheOf(clone: string): string {
  return join(clone, 'node_modules/.cache/access-key-sweeper/cli', encodeURIComponent(clone));
}

function run(clone: string, args: readonly string[], env: object = {}, name = 'sweeper'): Promise<Result> {
  return resultOf(startCli(name, args, env, clone));
}
const check = (clone: string, ...more: string[]) => run(clone, ['config', 'check', '--stage', 'sandbox', ...more]);

/** The files of this clone that a command loads; of a bundle, those that it was made of. */
async function loadedBy(name: string, args: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { code } = await run(root, args, { NODE_V8_COVERAGE: folder }, name);
  expect(code).toBe(0);
  const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return files.flatMap(sourcesOf).map((file) => relative(root, file));
}

function sourcesOf(file: string): string[] {
  if (!existsSync(`${file}.map`)) return [file];
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  return sources.filter((one: string) => !/^\w+:/.test(one)).map((one: string) => join(dirname(file), one));
}

describe('the start of a command', () => {
  it('given no bundle, one is made, and it is run as long as no source changes', async () => {
    const clone = makeClone();
    expect(await check(clone)).toEqual(valid);
    const bundled = readdirSync(cacheOf(clone))
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => join(cacheOf(clone), name));
    for (const file of bundled) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(printed, 'are other'));
    expect(await check(clone)).toEqual({ ...valid, stdout: 'The settings of sandbox are other.\n' });
  });

  it('given a source that was edited since, also with the same size and date, what is there now is run', async () => {
    const clone = makeClone();
    expect(await check(clone)).toEqual(valid);
    for (const instead of ['are first', 'are other']) {
      edit(clone, instead);
      expect(await check(clone)).toEqual({ ...valid, stdout: `The settings of sandbox ${instead}.\n` });
    }
  });

  it('given a source that may be written again within the same tick of the clock, the bundle is not kept', async () => {
    const clone = makeClone();
    edit(clone, 'are other');
    utimesSync(join(clone, source), new Date(), addDays(new Date(), 1));
    expect(await check(clone)).toEqual({ ...valid, stdout: 'The settings of sandbox are other.\n' });
    expect(existsSync(join(cacheOf(clone), 'manifest.json'))).toBe(false);
  });

  it.each([
    ['is gone', (file: string) => rmSync(file)],
    ['is empty', (file: string) => writeFileSync(file, '')],
  ])('given a bundle of which a file %s, it is made anew', async (_, damage) => {
    const clone = makeClone();
    const stage = ['config', 'check', '--stage', 'nowhere'];
    const { code, stderr } = await run(clone, stage);
    expect({ code }).toEqual({ code: 64 });
    const files = readdirSync(cacheOf(clone)).filter((name) => /^sweeper-.*\.mjs$/.test(name));
    expect(files).toHaveLength(1);
    for (const name of files) damage(join(cacheOf(clone), name));
    expect(await run(clone, stage)).toMatchObject({ code, stderr });
  });

  it('given a bundle that is made anew, files of the one before are kept for a day from then on', async () => {
    const clone = makeClone();
    await check(clone);
    const [manifest, chunk] = ['manifest.json', 'chunk-OF-BEFORE.mjs'].map((name) => join(cacheOf(clone), name)) as [string, string];
    const { sizes, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(chunk, '');
    utimesSync(chunk, new Date(), subDays(new Date(), 2));
    // As if another source had been there then.
    writeFileSync(manifest, JSON.stringify({ ...rest, stamps: { [source]: '' }, sizes: { ...sizes, 'chunk-OF-BEFORE.mjs': 0 } }));
    await check(clone);
    expect(Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).sizes)).not.toContain('chunk-OF-BEFORE.mjs');
    expect(existsSync(chunk)).toBe(true);
  });

  it('given files of older bundles and what Node compiled of them, those of yesterday are removed', async () => {
    const clone = makeClone();
    const folder = cacheOf(clone);
    mkdirSync(join(folder, 'code/v24'), { recursive: true });
    for (const name of ['old.mjs', 'new.mjs']) writeFileSync(join(folder, name), '');
    for (const name of ['old.mjs', 'code']) utimesSync(join(folder, name), new Date(), subDays(new Date(), 2));
    await check(clone);
    expect(['old.mjs', 'new.mjs', 'code/v24'].map((name) => existsSync(join(folder, name)))).toEqual([false, true, false]);
  });

  it('given a folder that cannot be written, the sources are run, and --debug says why', async () => {
    const clone = makeClone();
    writeFileSync(join(clone, 'node_modules/.cache'), '');
    expect(await check(clone)).toEqual(valid);
    const { stdout, stderr } = await run(clone, ['--debug', 'config', 'check', '--stage', 'sandbox']);
    expect({ stdout }).toEqual({ stdout: valid.stdout });
    expect(stderr).toContain('Run from the sources, which takes longer, because there is no bundle: Error: ENOTDIR');
  });

  it('given an error and --debug, the stack names the sources', async () => {
    const { code, stderr } = await run(root, ['--debug', 'config', 'check', '--stage', 'nowhere']);
    expect({ code }).toEqual({ code: 64 });
    expect(stderr).toMatch(/ at stageFile \(\S+\/config\/read-stage\.ts:\d+:\d+\)/);
    expect(stderr).not.toContain('.mjs');
  });

  it('given an old Node, it says in a sentence which it needs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const older = join(folder, 'older.cjs');
    writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });");
    for (const name of ['sweeper', 'sandbox']) {
      const { code, stdout, stderr } = await run(root, ['--help'], { NODE_OPTIONS: `--require ${older}` }, name);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^access-key-sweeper needs Node 22\.18 or newer; this is 20\.20\.2\..*\n$/);
    }
  });
});

describe('--help', () => {
  const allowed = [
    /^cli\/(sweeper|sandbox)\.c?[jt]s$/,
    /^cli\/\w+\/command\.ts$/,
    /^cli\/(plan\/near-days|stage\/stage-options|start\/start|terminal\/(option-parsers|print|program))\.c?[jt]s$/,
    /^config\/input-error\.ts$/,
    /^scripts\/check-node\.cjs$/,
    /^node_modules\/commander\//,
  ];
  it.each([
    ['sweeper', []],
    ['sweeper', ['adopt']],
    ['sweeper', ['config', 'check']],
    ['sweeper', ['config', 'explain']],
    ['sweeper', ['doctor']],
    ['sweeper', ['plan']],
    ['sweeper', ['schedule', 'status']],
    ['sweeper', ['schedule', 'pause']],
    ['sweeper', ['schedule', 'resume']],
    ['sweeper', ['sweep']],
    ['sandbox', []],
  ] as const)('of %s %j, loads commander and the options of the commands, and nothing else', async (name, words) => {
    const loaded = await loadedBy(name, [...words, '--help']);
    expect(loaded).toContain('node_modules/commander/lib/command.js');
    expect(loaded.filter((file) => !allowed.some((one) => one.test(file)))).toEqual([]);
  });
});
