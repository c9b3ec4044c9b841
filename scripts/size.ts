import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readStage } from '../config/read-stage.ts';
import { type Bundled, bundle } from './bundle.ts';
import { medianImportTimes } from './import-time.ts';

/**
 * The most bytes that the bundle may have: room for more rules and words of ours, less than the smallest cut saves,
 * so that a cut that is lost, or a library that comes in, fails. Why it is not 300,000 stands in
 * `docs/adr/0009-what-the-bundle-leaves-out.md`.
 */
const ceiling = 531_000;

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
  print('bundle, minified', `${count(bytes)} bytes of at most ${count(ceiling)}`);
  print('bundle, gzipped', `${count(gzipped(code))} bytes, and ${count(gzipped(map))} of its source map`);
  print('import, bundle', `${ofBundle} ms, the median of ${runs} processes`);
  print('import, empty module', `${ofEmpty} ms`);
  print('most of it', largest(inputs));
  if (bytes > ceiling) {
    console.error(
      `The bundle is ${count(bytes - ceiling)} bytes too big. Look at what grew above: a new dependency, or one ` +
        'that scripts/left-out.ts no longer recognises. Raise the ceiling in scripts/size.ts only for what is worth it.',
    );
    process.exitCode = 1;
  }
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
