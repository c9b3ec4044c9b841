import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { subDays } from 'date-fns/subDays';
import { build, type Plugin } from 'esbuild';

/** The file of each program, by its name. */
type Entries = Record<string, string>;

/** The clone, the folder of the bundle's files, the file that says what the bundle is of, and how it says that. */
type Place = { root: string; folder: string; manifest: string; stampOf: (file: string) => string };

/** What makes the bundle what it is, besides its sources. npm writes the first whenever it installs a package. */
const others = ['node_modules/.package-lock.json', 'cli/start/make-bundle.ts'];

/** A file system's clock may be this coarse: two writes within this time may have the same stamp. */
const coarsestMs = 2_000;

/**
 * Bundles the programs of the command line, and returns their files in `folder`. Later runs use them until a source changes.
 * Throws if that is not possible.
 */
export async function makeBundle({ root, folder, manifest, stampOf }: Place): Promise<Entries> {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  const began = Date.now();
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['cli/sweeper.ts', 'cli/sandbox.ts'],
    outdir: folder,
    // Files are named after their content, so that a process that runs an older bundle still finds its own.
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What a command imports when it runs is a file of its own.
    splitting: true,
    // But not its names: they are in the stack of an error that nobody foresaw.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
    target: 'node22.18',
    format: 'esm',
    // The SDK's ES modules, because esbuild leaves out what is unused of those only.
    mainFields: ['module', 'main'],
    // CommonJS dependencies call require, which ES modules do not have.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // In a clone that is made of links, the settings are those of the clone.
    preserveSymlinks: true,
    tsconfigRaw: {},
    plugins: [sourcePlaces, lazyModules],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  for (const { path, contents } of outputFiles)
    if (sizeOf(path) !== contents.length) writeWhole(path, contents);
  const entries = Object.fromEntries(
    Object.entries(metafile.outputs).flatMap(([file, { entryPoint = '' }]) =>
      dirname(entryPoint) === 'cli' ? [[basename(entryPoint, '.ts'), basename(file)]] : [],
    ),
  );
  const sources = Object.keys(metafile.inputs).filter((file) => !/node_modules\/|:/.test(file));
  const files = [...others, ...sources];
  const stamps = Object.fromEntries(files.map((file) => [file, stampOf(join(root, file))]));
  // A source that is this new may have been written again since it was read, and have the same stamp.
  const isSettled = files.every((file) => changedAt(join(root, file)) < began - coarsestMs);
  if (isSettled) {
    for (const file of bundledIn(manifest)) utimesSync(join(folder, file), new Date(), new Date());
    const sizes = Object.fromEntries(
      outputFiles.map(({ path, contents }) => [basename(path), contents.length]),
    );
    writeWhole(manifest, JSON.stringify({ entries, stamps, sizes }));
    removeOthers(folder, [manifest, ...outputFiles.map(({ path }) => path)]);
  }
  return entries;
}

/** Tells each source where it is: in a bundle, both would be those of the bundle. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path))),
    }));
  },
};

/**
 * Imported by an ES module, each of these makes Node load all that it exports, which takes 35 ms: undici, promises of files,
 * the standard streams. Here only what is used of it is loaded, when it is used.
 */
const lazyModules: Plugin = {
  name: 'lazy-modules',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(node:)?(child_process|fs|http|process)$/, namespace: 'file' }, ({ path }) => ({
      path: path.replace(/^(node:)?/, 'node:'),
      namespace: 'lazy',
    }));
    onResolve({ filter: /./, namespace: 'lazy' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => {
      if (path === 'node:process') return { contents: 'module.exports=process' };
      const names = Object.keys(process.getBuiltinModule(path) ?? {});
      const getters = names.map((name) => `get ${name}(){return require('${path}').${name}}`);
      return { contents: `module.exports={${getters}}` };
    });
  },
};

function changedAt(file: string): number {
  const { ctimeMs, mtimeMs } = statSync(file);
  return Math.max(ctimeMs, mtimeMs);
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

/** Returns the files of the bundle that is there; none if there is none. */
function bundledIn(manifest: string): string[] {
  if (sizeOf(manifest) === undefined) return [];
  const { sizes = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { sizes?: Record<string, number> };
  return Object.keys(sizes).filter((file) => sizeOf(join(dirname(manifest), file)) !== undefined);
}

/** Writes a file so that no other process sees a part of it. */
function writeWhole(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, content);
  renameSync(part, path);
}

/** Removes the files of bundles that were replaced a day ago, and what Node compiled of them: a process may run one for hours. */
function removeOthers(folder: string, kept: readonly string[]): void {
  const yesterday = subDays(new Date(), 1);
  for (const path of readdirSync(folder).map((name) => join(folder, name))) {
    if (!kept.includes(path) && statSync(path).mtime < yesterday)
      rmSync(path, { recursive: true, force: true });
  }
}
