import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Config } from '../config/schema.ts';

const root = join(import.meta.dirname, '..');

/** Bundles the function into `dist/`, beside it the configuration it is to run with; gives the bundle's bytes. */
export async function bundle(config: Config, outdir = join(root, 'dist')): Promise<number> {
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { sweep: 'functions/sweep.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // CommonJS dependencies call require, which ES modules do not have.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(outdir, 'config.json'), JSON.stringify(config));
  return Object.entries(metafile.outputs).find(([file]) => file.endsWith('.mjs'))?.[1].bytes ?? 0;
}
