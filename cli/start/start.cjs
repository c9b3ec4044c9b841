// Runs before every command, so it is CommonJS, which Node loads without removing types, and imports little.
const { readFileSync, statSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const root = join(__dirname, '../..');
/** Named after the clone, because several may share node_modules. */
const folder = join(root, 'node_modules/.cache/access-key-sweeper/cli', encodeURIComponent(root));
/** Says which sources the bundle is of. */
const manifest = join(folder, 'manifest.json');

/**
 * Runs `cli/<name>.ts`: as a bundle if there is one of exactly these sources or one can be made, else from the sources.
 */
async function start(name) {
  // Node reads a module's source map when it loads the module, which takes long; stacks are printed under --debug only.
  const isDebug = process.argv.includes('--debug');
  if (isDebug) process.setSourceMapsEnabled(true);
  const entries = currentEntries() ?? (await makeBundle(isDebug));
  const file = entries ? join(folder, entries[name]) : join(root, 'cli', `${name}.ts`);
  // Does nothing where the folder cannot be written.
  enableCompileCache(join(folder, 'code'));
  await import(pathToFileURL(file).href);
}

/** Returns the bundle's file of each program; undefined if there is no whole bundle, or if one of its sources has changed. */
function currentEntries() {
  try {
    const { entries, stamps, sizes } = JSON.parse(readFileSync(manifest, 'utf8'));
    // Not by join, which takes longer than the file system does.
    for (const file in stamps) if (stampOf(`${root}/${file}`) !== stamps[file]) return undefined;
    // A disk that was full, or a cleaner, may have left a part.
    for (const file in sizes) if (statSync(`${folder}/${file}`).size !== sizes[file]) return undefined;
    return entries;
  } catch {
    return undefined;
  }
}

/**
 * Returns what is another whenever a file was written. Every write sets ctime; mtime is set back by npm, for example.
 * Throws if there is no such file.
 */
function stampOf(file) {
  const { ctimeMs, mtimeMs, size } = statSync(file);
  return `${ctimeMs} ${mtimeMs} ${size}`;
}

/** Returns undefined if there can be no bundle: esbuild is missing, the folder cannot be written, a source is wrong. */
async function makeBundle(isDebug) {
  try {
    const { makeBundle } = await import('./make-bundle.ts');
    return await makeBundle({ root, folder, manifest, stampOf });
  } catch (thrown) {
    if (isDebug)
      process.stderr.write(
        `Run from the sources, which takes longer, because there is no bundle: ${thrown}\n`,
      );
    return undefined;
  }
}

module.exports = { start };
