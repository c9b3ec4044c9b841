import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { Config } from '../config/schema.ts';

const root = join(import.meta.dirname, '..');

/** What the bundle came to: its bytes, and how many of them came from which file. */
export type Bundled = Pick<Metafile['outputs'][string], 'bytes' | 'inputs'>;

/** How code is bundled that Lambda is to load; the benchmark loads the same way. */
export const lambdaBundling = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // The SDK's ES modules, because esbuild leaves out what is unused of those only.
  mainFields: ['module', 'main'],
  // CommonJS dependencies call require, which ES modules do not have.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the function into `dist/`, beside it the configuration it is to run with. */
export async function bundle(config: Config, outdir = join(root, 'dist')): Promise<Bundled> {
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...lambdaBundling,
    entryPoints: { sweep: 'functions/sweep.ts' },
    outdir,
    metafile: true,
  });
  writeFileSync(join(outdir, 'config.json'), JSON.stringify(config));
  const bundled = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  if (!bundled) throw new Error('esbuild wrote no bundle');
  return bundled;
}
