import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readStage } from '../config/read-stage.ts';
import { type Bundled, bundle } from './bundle.ts';
import { medianImportTimes } from './import-time.ts';

const runs = 20;

const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
try {
  const { bytes, inputs } = await bundle(readStage('prod'), folder);
  const [code, map, empty] = [
    join(folder, 'sweep.mjs'),
    join(folder, 'sweep.mjs.map'),
    join(folder, 'empty.mjs'),
  ];
  writeFileSync(empty, '');
  const [ofBundle, ofEmpty] = medianImportTimes([code, empty], runs);
  print('bundle, minified', `${count(bytes)} bytes`);
  print('bundle, gzipped', `${count(gzipped(code))} bytes, and ${count(gzipped(map))} of its source map`);
  print('import, bundle', `${ofBundle} ms, the median of ${runs} processes`);
  print('import, empty module', `${ofEmpty} ms`);
  print('most of it', largest(inputs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The ten packages that most bytes come from, our own code among them. */
function largest(inputs: Bundled['inputs']): string {
  const bytesOf = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'our own code';
    bytesOf.set(name, (bytesOf.get(name) ?? 0) + bytesInOutput);
  }
  const sorted = [...bytesOf].toSorted(([, a], [, b]) => b - a).slice(0, 10);
  return sorted.map(([name, bytes]) => `${count(bytes).padStart(7)}  ${name}`).join('\n'.padEnd(24));
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(file)).length;
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function print(what: string, value: string): void {
  console.log(what.padEnd(23) + value);
}
